"""Words stay inside their box."""

import pytest

from fandom.sharing.drawing.lines import MORE, Block, set_words

BOX = (400, 200)


def wide(block: Block) -> float:
    return max((block.font.getlength(line) for line in block.lines), default=0)


@pytest.mark.parametrize(
    "text",
    ["Yes.", "word " * 100, "Donaudampfschifffahrtsgesellschaft" * 12, "a\nb\n\n\nc", "ÄÖÜ ß " * 60, "…" * 500],
)
def test_it_fits(text: str) -> None:
    block = set_words(text, "Bold", (60, 40, 24), BOX)
    assert wide(block) <= BOX[0]
    assert block.height <= BOX[1]


def test_few_words_are_large() -> None:
    assert set_words("Yes.", "Bold", (60, 24), BOX).font.size == 60


def test_many_are_small_and_cut() -> None:
    block = set_words("word " * 100, "Bold", (60, 24), BOX)
    assert (block.font.size, block.lines[-1][-1]) == (24, MORE)


def test_all_words_are_there_where_there_is_room() -> None:
    text = "She hasn’t heard it yet, and he already knows"
    assert " ".join(set_words(text, "Regular", (24,), BOX).lines) == text


def test_nothing_is_no_lines() -> None:
    assert set_words(" \n ", "Bold", (24,), BOX).lines == ()
