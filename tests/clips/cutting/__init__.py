"""Cutting in a process of its own."""
