"""Fandom: the open-source home for the people who love a show."""
