"""What is hidden: authors, shows, tags and words, folded as they are typed."""

import pytest

from fandom.core import hiding
from fandom.core.errors import Invalid
from fandom.core.viewer import NOTHING_HIDDEN, Hidden


def said(words_text: str, *words: str) -> bool:
    return hiding.hides(Hidden(words=frozenset(hiding.word(each) for each in words)), words_text=words_text)


def test_nothing_is_hidden_from_who_hides_nothing() -> None:
    assert not hiding.hides(NOTHING_HIDDEN, author_id="a", show_id="s", tags=["t"], words_text="w")


@pytest.mark.parametrize(
    ("what", "hidden"),
    [
        *[({"author_id": "a"}, True), ({"author_id": "b"}, False), ({"show_id": "s"}, True), ({}, False)],
        *[({"tags": ["x", "t"]}, True), ({"tags": []}, False), ({"words_text": "a quiet w."}, True)],
    ],
)
def test_each_thing_hides_by_itself(what: dict[str, object], hidden: bool) -> None:
    mine = Hidden(accounts=frozenset("a"), shows=frozenset("s"), tags=frozenset("t"), words=frozenset("w"))
    assert hiding.hides(mine, **what) is hidden  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["The FINALE.", "finale", "(finale)", "so…finale-wise", "#finale", "||finale||", "ｆｉｎａｌｅ"]
)
def test_a_word_is_found_as_a_whole(text: str) -> None:
    assert said(text, "Finale")


@pytest.mark.parametrize("text", ["finales", "semifinale", "final e", "", "fin ale"])
def test_part_of_a_word_is_another_word(text: str) -> None:
    assert not said(text, "finale")


def test_a_phrase_is_found_across_what_stands_between_its_words() -> None:
    assert said("At the red\n– Wedding, he", "Red  wedding")
    assert not said("the red dress at the wedding", "red wedding")


def test_letters_are_compared_folded() -> None:
    assert said("STRASSE", "straße")
    assert said("E\u0301toile", "étoile")


def test_scripts_without_spaces_are_found_inside() -> None:
    assert said("昨日の最終回すごかった", "最終回")


@pytest.mark.parametrize("text", ["", "  ", "…", "_", "x" * 61, "y " * 500])
def test_what_cannot_be_a_muted_word(text: str) -> None:
    with pytest.raises(Invalid):
        hiding.word(text)


def test_what_is_hidden_tells_whether_it_is_anything() -> None:
    assert not Hidden()
    assert Hidden(words=frozenset("w"))
