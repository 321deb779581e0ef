"""Words in disguise are the words they are, and words that only look near are not."""

import sys
import unicodedata

import pytest

from fandom.moderation.folding import _UNSEEN, fold, readings, spaced


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("HULL", "hull"),
        ("ＨＵＬＬ", "hull"),
        ("𝔥𝔲𝔩𝔩", "hull"),
        ("hùll", "hull"),
        ("h\u200bu\u2060l\u00adl", "hull"),
        ("h\u0336u\u0336l\u0336l\u0336", "hull"),
        ("ѕріdеr", "spider"),
        ("Αβε", "abe"),
        ("straße", "strasse"),
        ("İstanbul", "istanbul"),
    ],
)
def test_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("written", ["剧透", "ガンダム", "한국어", "สปอยล์", "قارب"])
def test_other_scripts_keep_their_words(written: str) -> None:
    assert fold(written) == fold(fold(written))
    assert fold(written) == written


def test_marks_of_latin_letters_only() -> None:
    assert fold("ガ") != fold("カ")
    assert fold("é") == fold("e")


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("h u l l", "hull"),
        ("h.u.l.l!", "hull"),
        ("hu11", "hull"),
        ("hu|l", "hull"),
        ("p1rate", "pirate"),
        ("p!rate!!", "pirate"),
        ("$4il0r", "sailor"),
        ("huuuuull", "hull"),
        ("k33l", "keel"),
    ],
)
def test_disguises(written: str, word: str) -> None:
    assert f" {word} " in readings(f"oh {written} there")


@pytest.mark.parametrize("written", ["s01e05", "10/10", "I a", "wow!!!", "a-b", "e.g. this"])
def test_it_stands_in_there_as_written_too(written: str) -> None:
    assert readings(written).startswith(spaced(fold(written)))


def test_plain_text_has_one_reading() -> None:
    assert readings("The way she looks.") == " the way she looks "


def test_no_unseen_character_is_overlooked() -> None:
    every = {code for code in range(sys.maxunicode) if unicodedata.category(chr(code)) == "Cf"}
    assert set(_UNSEEN) == every
