"""Cutting clips from films in a process of its own: no frame comes out that was not asked for."""
