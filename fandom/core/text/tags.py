"""Tags: how one is written, and how many a moment may carry."""

import unicodedata
from collections.abc import Iterable

from fandom.core.errors import Invalid

MAX_TAGS = 10
MAX_TAG_LENGTH = 40
_JOINING = frozenset("-_")


def tag(text: str) -> str | None:
    """The one form of a tag (NFC, case folded, without #), or None when this is no tag."""
    folded = _folded(text.removeprefix("#"))
    written = leading_tag(folded)
    return written if written and written == folded and len(written) <= MAX_TAG_LENGTH else None


def tag_beginning(text: str) -> str | None:
    """The one form of what a tag may begin with, nothing at all included; None when no tag begins so."""
    folded = _folded(text.strip().removeprefix("#"))
    can_go_on = all(_carries(each) or each in _JOINING for each in folded)
    return folded if can_go_on and len(folded) <= MAX_TAG_LENGTH and (not folded or _starts(folded)) else None


def tags(given: Iterable[str], field: str = "tags") -> tuple[str, ...]:
    """In the order given, each once; refuses with Invalid what is no tag and what is too many."""
    found = {each: tag(each) for each in given}
    wrong = [each for each, written in found.items() if written is None]
    if wrong:
        raise Invalid(errors={field: [f"A tag is letters, digits, - and _, at most {MAX_TAG_LENGTH} of them."]})
    once = tuple(dict.fromkeys(written for written in found.values() if written))
    if len(once) > MAX_TAGS:
        raise Invalid(errors={field: [f"Longer than maximum length {MAX_TAGS}."]})
    return once


def leading_tag(text: str) -> str:
    """The longest beginning that can stand as a tag: it starts and ends with a letter or digit and holds a letter."""
    last = 0
    for end, char in enumerate(text, 1):
        if _carries(char):
            last = end
        elif char not in _JOINING or end == 1:
            break
    found = text[:last]
    return found if any(char.isalpha() for char in found) and _starts(found) else ""


def joined(given: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    """Tags of a field and those in the text, as many as may be; the field's come first."""
    return tuple(dict.fromkeys([*given, *found]))[:MAX_TAGS]


def _starts(text: str) -> bool:
    return unicodedata.category(text[0])[0] in "LN"


def _carries(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
