"""What moderation says in English is said at the desk in the reader's language, whatever names are in it."""

import pytest
from flask import Flask

from fandom.web.reasons import as_said


@pytest.mark.parametrize(
    ("text", "who", "said"),
    [
        ("Only ada and moderators see it", "ada", "Nur ada und Moderatoren sehen es"),
        ("Opens at S2E6, and pen can’t bring it back", "pen", "Öffnet sich bei S2E6, und pen kann es nicht vorziehen"),
        ("has “50% off S1E1” in it", "", "enthält „50% off S1E1“"),
        ("has “%(who)s” in it", "", "enthält „%(who)s“"),
        ("3 reports", "", "3 Meldungen"),
        ("something new", "ada", "something new"),
        ("", "", ""),
    ],
)
def test_at_the_desk(app: Flask, text: str, who: str, said: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert as_said(text, who) == said


def test_in_english_it_stays_as_it_is(app: Flask) -> None:
    with app.test_request_context():
        assert as_said("Only ada and moderators see it", "ada") == "Only ada and moderators see it"
