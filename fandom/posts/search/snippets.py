"""The piece of a text in which the words looked for stand. Pure; given only words that are open to who reads them."""

from collections.abc import Collection

from fandom.core.text import veiled
from fandom.posts.search.folding import words
from fandom.posts.search.values import Part

BEFORE, MOST = 60, 200


def snippet(text: str, forms: Collection[str]) -> tuple[Part, ...]:
    """What its author covered stays covered."""
    said = " ".join(veiled(text).split())
    hits = [(start, end) for start, end, form in words(said) if form in forms]
    start = _start(said, hits[0][0]) if hits else 0
    end = _end(said, start + MOST)
    parts = [Part("…")] if start else []
    at = start
    for first, last in hits:
        if first >= at and last <= end:
            parts += [Part(said[at:first]), Part(said[first:last], hit=True)]
            at = last
    parts += [Part(said[at:end]), Part("…" if end < len(said) else "")]
    return tuple(each for each in parts if each.text)


def _start(text: str, hit: int) -> int:
    """At the beginning of a word, a few before the first hit."""
    if hit <= BEFORE:
        return 0
    return max(text.rfind(" ", 0, hit - BEFORE) + 1, hit - 2 * BEFORE)


def _end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", 0, end)
    return space if space > end - BEFORE else end
