"""Moments, comments and reactions."""
