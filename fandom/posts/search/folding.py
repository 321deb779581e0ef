"""Words as they are compared: without case, accents and marks. As `search_folded` in the database does it. Pure."""

import re
import unicodedata
from collections.abc import Iterator

_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that stand without spaces, and pictures: each is a word.
_ALONE = "\u0e00-\u0eff\u2e80-\u9fff\uf900-\ufaff\u2600-\u27bf\U0001f000-\U0001faff"
_WORD = re.compile(rf"[{_ALONE}]|(?:[^\W_{_ALONE}][\u0300-\u036f]*)+")
_PAIRS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})


def folded(text: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).lower().translate(_PAIRS).replace("ς", "σ")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text begins and ends, and its one form."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), folded(found.group())


def forms(text: str) -> list[str]:
    return [form for _, _, form in words(text)]
