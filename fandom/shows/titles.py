"""Titles as they are searched and sorted: without case, accents and punctuation."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_GAPS = re.compile(r"[\W_]+")


def folded(title: str) -> str:
    """ "Amélie & the Łódź Æther!" is "amelie the lodz aether"."""
    plain = unicodedata.normalize("NFKD", title).casefold().translate(_LETTERS)
    bare = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return _GAPS.sub(" ", bare).strip()
