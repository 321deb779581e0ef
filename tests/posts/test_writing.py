"""What is written names people who are there, however they are spelled."""

import pytest
from flask import Flask

from fandom.core.errors import Invalid
from fandom.posts.writing import mentions_in, tags_in, written
from tests.support.people import make_fan


@pytest.mark.parametrize("text", ["", " ", "a\x00b", "\u202e", "x" * 11])
def test_what_cannot_be_written(app: Flask, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        written(text, 10, "caption")
    assert list(refused.value.errors) == ["caption"]


@pytest.mark.parametrize("state", ["banned", "deleted"])
def test_who_is_gone_is_not_named(app: Flask, state: str) -> None:
    make_fan("gone", state=state)
    assert written("hello @gone", 100, "body").mentions == frozenset()


def test_people_are_named_whatever_the_case(app: Flask) -> None:
    ada = make_fan("AdaLovelace")
    found = written("hello @adalovelace and @ADALOVELACE and @nobody", 100, "body")
    assert found.mentions == {ada.id}
    assert found.html.count("<a ") == 2
    assert mentions_in("hello @AdaLovelace") == {ada.id}


def test_nothing_names_nobody(app: Flask) -> None:
    assert mentions_in("") == frozenset()


def test_tags_of_a_text() -> None:
    assert tags_in("#One and #two, ||#three||") == ("one", "two")
