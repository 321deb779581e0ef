"""Follows, mutes and blocks."""
