"""What slices say is said in the reader's language, with the number that was in it."""

from collections.abc import Callable

import pytest
from flask import Flask

from fandom.infra.sentences import in_words
from tests.support.http import Http
from tests.support.people import make_fan


def german(app: Flask, text: str) -> str:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        return in_words(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sign in first.", "Melde dich erst an."),
        ("3 reports", "3 Meldungen"),
        ("1 report", "1 Meldung"),
        ("Longer than maximum length 10.", "Höchstens 10 Tags."),
        ("Longer than maximum length 77.", "Höchstens 77 Zeichen."),
        ("100 % of what “%(n)s” said", "100 % of what “%(n)s” said"),
        ("", ""),
    ],
)
def test_a_sentence_is_said_in_german(app: Flask, text: str, said: str) -> None:
    assert german(app, text) == said


def test_in_english_it_stays_as_it_is(app: Flask) -> None:
    with app.test_request_context():
        assert in_words("3 reports") == "3 reports"
        assert in_words("") == ""


def test_what_is_wrong_with_a_field_is_said_in_german(http: Callable[..., Http]) -> None:
    body, german = {"show": "none", "caption": "x", "tags": ["x"] * 11}, {"Accept-Language": "de"}
    answer = http(as_=make_fan("bo")).call("POST", "/api/v1/moments", json=body, headers=german)
    assert answer.json["errors"]["tags"] == ["Höchstens 10 Tags."]
