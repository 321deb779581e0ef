"""Catching up: what a move of the horizon has opened waits, in story order, until it has been read."""
