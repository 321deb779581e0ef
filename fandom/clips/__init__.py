"""Clips: cut from a show's own films, shared by all who asked for the same seconds."""
