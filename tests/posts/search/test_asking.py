"""What may be typed into search, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.errors import Invalid
from fandom.posts.search.asking import TERMS_MAX, TYPED_MAX, Asked, Terms, asked
from fandom.posts.search.folding import forms


def test_words_and_what_they_must_not_hold() -> None:
    found = asked('the “way she” looks -door -"a knock" -#snow')
    assert found == Asked(Terms(words=("the", "way she", "looks")), Terms(words=("door", "a knock"), tags=("snow",)))


def test_tags_handles_and_shows() -> None:
    found = asked("#The-Kettle @Ada show:Saltmarsh -@bo -show:sintel kettle")
    assert found.wanted == Terms(words=("kettle",), tags=("the-kettle",), handles=("ada",), shows=("saltmarsh",))
    assert found.unwanted == Terms(handles=("bo",), shows=("sintel",))


@pytest.mark.parametrize(("typed", "words"), [("#!x", "#!x"), ("@a", "@a"), ("show:", "show:"), ('"open', '"open')])
def test_what_only_looks_special_is_a_word(typed: str, words: str) -> None:
    assert asked(typed).wanted == Terms(words=(words,))


@pytest.mark.parametrize("typed", ["", " ", "-", '"', '""', "&|!():*<->", "-door", "-#snow", '-"', "\x07", "…"])
def test_nothing_to_look_for_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(typed)
    assert "q" in refused.value.errors


@pytest.mark.parametrize("typed", ["x" * (TYPED_MAX + 1), " ".join(["a", *"bcdefghijklmnopq"])])
def test_too_much_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        asked(typed)
    assert len(asked(" ".join("abcdefghijklmnop"[:TERMS_MAX])).wanted.words) == TERMS_MAX


@given(st.text(max_size=TYPED_MAX))
def test_whatever_is_typed_is_asked_or_refused(typed: str) -> None:
    try:
        found = asked(typed)
    except Invalid:
        return
    assert found.wanted != Terms()


def test_words_to_be_seen() -> None:
    assert asked('"Looks at" Dóor #the-kettle -snow').forms == {"looks", "at", "door", "the", "kettle"}


def test_forms_are_without_case_accents_and_marks() -> None:
    assert forms("Amélie isn’t s1e04, ŁÓDŹ_x Straße") == ["amelie", "isn", "t", "s1e04", "lodz", "x", "strasse"]
    assert forms("猫が wow🔥🔥 한국어") == ["猫", "が", "wow", "🔥", "🔥", "한국어"]
