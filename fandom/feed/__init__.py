"""Timelines over moments."""
