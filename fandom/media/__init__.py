"""Uploads, safe decoding, variants, and the file door."""
