"""Finds the words of a list in a text, however many there are, in one pass that cannot be made slow."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import re2

from fandom.moderation.folding import fold, readings, spaced

MEMORY = 64 << 20


@dataclass(frozen=True, slots=True)
class Word:
    """`show_id` None: everywhere. `outcome`: hold or publish_and_case."""

    id: str
    show_id: str | None
    phrase: str
    outcome: str


class Matcher:
    """A set for everywhere and one for each show, made when first asked: long lists of others cannot spoil it."""

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self._words: dict[str | None, list[Word]] = defaultdict(list)
        self._sets: dict[str | None, re2.Set] = {}
        for word in words:
            self._words[word.show_id].append(word)

    def find(self, text: str, show_id: str | None) -> tuple[Word, ...]:
        """Words of the list in the text, those for everywhere and those of this show."""
        places = [place for place in dict.fromkeys((None, show_id)) if place in self._words]
        said = readings(text) if places else ""
        return tuple(word for place in places for word in self._found(place, said))

    def _found(self, place: str | None, said: str) -> Iterable[Word]:
        words = self._words[place]
        if place not in self._sets:
            self._sets[place] = _compiled(words)
        return (words[index] for index in sorted(self._sets[place].Match(said) or ()))


def pattern(phrase: str) -> str:
    """A phrase stands on its own between spaces, except where its script writes none."""
    words = spaced(fold(phrase))
    start = words.lstrip() if _unspaced(words[1:2]) else words
    escaped: str = re2.escape(start.rstrip() if _unspaced(words[-2:-1]) else start)
    return escaped


def _compiled(words: Iterable[Word]) -> "re2.Set":
    options = re2.Options()
    options.max_mem = MEMORY
    found = re2.Set.SearchSet(options)
    for word in words:
        found.Add(pattern(word.phrase))
    found.Compile()
    return found


def _unspaced(char: str) -> bool:
    return "\u0e00" <= char <= "\u0eff" or char >= "\u2e80"
