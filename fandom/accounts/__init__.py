"""Fans, their sessions and tokens."""
