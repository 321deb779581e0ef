"""Reads of moderation, by noun."""
