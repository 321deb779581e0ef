"""What comes with an upload: names, each with a text in base 64. Pure."""

import base64
import binascii
from collections.abc import Iterator

from fandom.core.errors import Malformed

MOST = 4000
UNREADABLE = "Upload-Metadata could not be read: names, each with a text in base 64, with commas between them."


def read(said: str) -> dict[str, str]:
    """Names are not looked at, whatever paths they pretend to be: no file is ever called by them."""
    if len(said) > MOST or not said.isascii():
        raise Malformed(UNREADABLE)
    pairs = list(_pairs(said)) if said.strip() else []
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Malformed(UNREADABLE)
    return found


def _pairs(said: str) -> Iterator[tuple[str, str]]:
    for each in said.split(","):
        name, _, coded = each.strip().partition(" ")
        if not name or " " in coded:
            raise Malformed(UNREADABLE)
        yield name, _text(coded)


def _text(coded: str) -> str:
    try:
        return base64.b64decode(coded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Malformed(UNREADABLE) from error
