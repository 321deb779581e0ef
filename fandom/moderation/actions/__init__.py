"""Writes of moderation, by noun."""
