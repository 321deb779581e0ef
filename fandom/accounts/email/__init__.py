"""Addresses proved, passwords reset, by letter."""
