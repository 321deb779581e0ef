"""Emoji as the contract names them: NFC, without variation selectors, one at a time."""

import re
import unicodedata
from collections.abc import Iterable

from fandom.core.errors import Invalid

PALETTE_SIZE, PALETTE_MOST = 6, 18
_SELECTORS = re.compile("[\ufe0e\ufe0f]")
_OLD_PICTURES = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
_PICTURE = f"[{_OLD_PICTURES}\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_PART = f"{_PICTURE}{_TONE}?"
_ONE = re.compile(
    f"{_PART}(?:\u200d{_PART})*"
    "|[\U0001f1e6-\U0001f1ff]{2}"  # a flag by its letters
    "|[0-9#*]\u20e3"  # a keycap
    "|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # a flag of a part of a country
)


def emoji(text: str) -> str | None:
    """Its one form, or None when it is not exactly one emoji."""
    bare = unicodedata.normalize("NFC", _SELECTORS.sub("", text))
    return bare if len(bare) <= 32 and _ONE.fullmatch(bare) else None


def emojis(text: str) -> tuple[str, ...]:
    """Those of a line in which they are typed with or without spaces; what is none stays as it is."""
    return tuple(each for word in _SELECTORS.sub("", text).split() for each in _apart(word))


def palette(given: Iterable[str], field: str = "palette") -> tuple[str, ...]:
    """Six different emoji and up to twelve more, in order; anything else is refused with Invalid."""
    bare = [emoji(each) for each in given]
    kept = tuple(dict.fromkeys(each for each in bare if each))
    if len(bare) != len(kept) or not PALETTE_SIZE <= len(kept) <= PALETTE_MOST:
        raise Invalid(errors={field: [f"A palette is {PALETTE_SIZE} to {PALETTE_MOST} different emoji."]})
    return kept


def _apart(word: str) -> list[str]:
    found = [hit[0] for hit in _ONE.finditer(word)]
    return found if "".join(found) == word else [word]
