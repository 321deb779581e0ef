"""Watching a title's own video: who may, its bytes, and what a player needs besides."""
