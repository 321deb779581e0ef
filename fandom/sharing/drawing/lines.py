"""Words set into a box: broken into lines, smaller where there are many, cut off where there are too many."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fandom.sharing.drawing.fonts import Font, Weight, fitting, font

LEADING = 1.28
MORE = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines in one font; `step` is from one to the next, in pixels."""

    lines: tuple[str, ...]
    font: Font
    step: int

    @property
    def height(self) -> int:
        return self.step * len(self.lines)


def set_words(text: str, weight: Weight, sizes: Iterable[int], box: tuple[int, int]) -> Block:
    """In the first of `sizes` that fits into the box, else in the last, cut off. Letters that we lack are left out."""
    path, known = fitting(" ".join(text.split()), weight)
    words = known.split()
    for size in sizes:
        block = _block(path, words, size, box[0])
        if block.height <= box[1]:
            return block
    return _cut(block, box)


def _block(path: Path, words: list[str], size: int, width: int) -> Block:
    letters = font(path, size)
    return Block(tuple(_broken(words, letters, width)), letters, round(size * LEADING))


def _broken(words: list[str], letters: Font, width: int) -> Iterator[str]:
    line = ""
    for word in (piece for each in words for piece in _pieces(each, letters, width)):
        longer = f"{line} {word}" if line else word
        if letters.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _pieces(word: str, letters: Font, width: int) -> Iterator[str]:
    """A word that is wider than the box, as in scripts without spaces, is broken anywhere."""
    while letters.getlength(word) > width:
        fits = (
            bisect_right(range(1, len(word)), width, key=lambda count: math.ceil(letters.getlength(word[:count]))) or 1
        )
        yield word[:fits]
        word = word[fits:]
    if word:
        yield word


def _cut(block: Block, box: tuple[int, int]) -> Block:
    kept = list(block.lines[: max(1, box[1] // block.step)])
    last = kept[-1]
    while last and block.font.getlength(last + MORE) > box[0]:
        last = last[:-1]
    return Block((*kept[:-1], last.rstrip() + MORE), block.font, block.step)
