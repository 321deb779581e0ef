"""Sentences that slices say in English, in the language of who reads them."""

import re

from flask_babel import gettext

PLACE = "%(n)s"
_number = re.compile(r"\d+")


def in_words(text: str) -> str:
    """It may hold what people typed: `_()` in a template would take it for safe HTML.

    Where the catalogue does not have it as it is, the number in it may be any: "%(n)s" stands for it there.
    """
    # For nothing gettext says what the catalogue says of itself.
    said = str(gettext(text)) if text else ""
    number = _number.search(text)
    if said != text or number is None:
        return said
    form = text[: number.start()] + PLACE + text[number.end() :]
    found = str(gettext(form))
    return text if found == form else found.replace(PLACE, number[0])
