"""Tables to take along: whoever opens one runs nothing."""

import csv
import io

import pytest

from fandom.web.sheets import MARK, Cell, sheet


def read(made: bytes) -> list[list[str]]:
    text = made.decode("utf-8")
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))


@pytest.mark.parametrize(
    "words",
    [
        "=HYPERLINK('http://evil')",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "＝1",
        "＠x",
        "|cmd",
        "%0A",
        "=1\0",
    ],
)
def test_no_cell_begins_a_formula(words: str) -> None:
    cell = read(sheet(["a"], [[words]]))[1][0]
    assert cell.startswith("'")


@pytest.mark.parametrize(
    "words", ["plain", "a = b", "it's", "12:31 – 12:36", 'he said "no", twice', "two\nlines", "ä ß 🔥", ""]
)
def test_other_words_stay_as_they_are(words: str) -> None:
    assert read(sheet(["a", "b"], [[words, "x"]]))[1] == [words, "x"]


def test_numbers_are_numbers() -> None:
    row: list[Cell] = [3, -2, 0.5, None]
    assert read(sheet(["a", "b", "c", "d"], [row]))[1] == ["3", "-2", "0.5", ""]


def test_the_head_comes_first() -> None:
    assert read(sheet(["a", "b"], [])) == [["a", "b"]]
