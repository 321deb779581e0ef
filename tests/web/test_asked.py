"""Forms of moments, read as people fill them in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from fandom.core.errors import Invalid
from fandom.core.horizon import Position
from fandom.posts.values import UNSET, Can, EpisodeRef, Face, Open, Place, ShowRef
from fandom.web import asked

SHOW = ShowRef("s", "the-saltmarsh-line", "The Saltmarsh Line", "series", 210)
THEN = datetime(2026, 1, 1, tzinfo=UTC)


def form(**fields: str) -> MultiDict[str, str]:
    return MultiDict({"caption": "Look."} | fields)


def moment(**fields: Any) -> Open:
    given: dict[str, Any] = {
        "id": "m",
        "version": 3,
        "state": "published",
        "show": SHOW,
        "episode": EpisodeRef(1, 4, "The 23:10"),
        "start_ms": 751_000,
        "end_ms": 756_000,
        "caption": "Look.",
        "caption_html": "<p>Look.</p>",
        "tags": ("ines",),
        "author": Face("a", "ada", "Ada", 30),
        "reactions": {},
        "reaction_count": 0,
        "my_reactions": (),
        "comment_count": 0,
        "reveals_at": Position(1, 4, 756_000),
        "watch_url": None,
        "created_at": THEN,
        "edited_at": None,
        "can": Can(),
        "media": (),
    }
    return Open(**given | fields)


def test_a_caption_is_enough() -> None:
    made = asked.draft(form())
    assert (made.caption, made.episode, made.start_ms, made.end_ms, made.tags) == ("Look.", None, None, None, ())
    assert made.reveals_at is UNSET


def test_everything_at_once() -> None:
    made = asked.draft(form(episode="s01e04", start="12:31", end="12:36", tags="ines, #the-kettle  lamp"))
    assert made.episode == (1, 4)
    assert (made.start_ms, made.end_ms) == (751_000, 756_000)
    assert made.tags == ("ines", "the-kettle", "lamp")


def test_a_moment_without_an_end_lasts_a_breath() -> None:
    made = asked.draft(form(episode="s01e04", start="12:31"))
    assert made.end_ms == 756_000


@pytest.mark.parametrize(
    ("until", "reveals"),
    [
        ({"until": "out"}, UNSET),
        ({"until": ""}, UNSET),
        ({"until": "none"}, None),
        ({"until": "episode", "episode": "s01e04"}, Place((1, 4))),
        ({"until": "episode"}, UNSET),
        ({"until": "later", "later": "s02e06"}, Place((2, 6))),
    ],
)
def test_until_when_it_is_hidden(until: dict[str, str], reveals: object) -> None:
    assert asked.draft(form(**until)).reveals_at == reveals


def test_all_that_cannot_be_read_is_said_at_once(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(Invalid) as refusal:
        asked.draft(form(episode="four", start="noon", end="soon", until="later", later="much"))
    assert set(refusal.value.errors) == {"episode", "start_ms", "end_ms", "reveals_at"}


def test_an_edit_says_all_of_it() -> None:
    change = asked.change(form(episode="", start="", end="", tags="", until="none"))
    assert change.episode is None
    assert change.start_ms is None
    assert change.tags == ()
    assert change.reveals_at is None


@pytest.mark.parametrize(
    ("reveals", "until", "later"),
    [
        (None, "none", ""),
        (Position(1, 4, 756_000), "out", ""),
        (Position(1, 4, 3_600_000), "episode", "s01e04"),
        (Position(2, 6, 3_600_000), "later", "s02e06"),
    ],
)
def test_a_form_shows_the_moment_as_it_is(reveals: Position | None, until: str, later: str) -> None:
    shown = asked.typed_of(moment(reveals_at=reveals))
    assert (shown["until"], shown["later"]) == (until, later)
    assert (shown["episode"], shown["start"], shown["end"], shown["tags"]) == ("s01e04", "12:31", "12:36", "ines")


def test_what_was_shown_can_be_sent_back_unchanged() -> None:
    before = moment(reveals_at=Position(2, 6, 3_600_000))
    change = asked.change(MultiDict(asked.typed_of(before)))
    assert (change.episode, change.start_ms, change.end_ms) == ((1, 4), 751_000, 756_000)
    assert change.reveals_at == Place((2, 6))
