"""Decoding strangers' pictures in a process of its own; what comes out was drawn anew."""
