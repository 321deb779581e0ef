"""Reactions: who may, which emoji, and counts that are always those of the rows."""

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fandom.core.bus import Fact
from fandom.infra import db as database
from fandom.infra.db import db, unit_of_work
from fandom.posts import access, queries
from fandom.posts.events import ReactionsChanged
from fandom.posts.models import Moment
from fandom.posts.reactions import actions
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import PALETTE
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]


def test_visitors_react_to_nothing(http: As, ada: Person, post: Post) -> None:
    path = f"/moments/{post(ada)}/reactions/🔥"
    assert http().put(path).status_code == 401
    assert http().delete(path).status_code == 401


@pytest.mark.parametrize("emoji", ["⭐", "x", "🔥🔥", "%20", "%F0%9F", "🔥" * 40, "<b>"])
def test_what_is_not_in_the_palette(http: As, ada: Person, post: Post, emoji: str) -> None:
    answer = http(as_=ada).put(f"/moments/{post(ada)}/reactions/{emoji}")
    assert answer.status_code == 422
    assert "emoji" in answer.json["errors"]


def test_nothing_to_react_to(http: As, ada: Person, bo: Person, show: ShowView, post: Post) -> None:
    assert http(as_=ada).put("/moments/0000000000000/reactions/🔥").status_code == 404
    sealed = post(ada, episode=(2, 1))
    seen_up_to(bo, show, 1, 1)
    assert http(as_=bo).put(f"/moments/{sealed}/reactions/🔥").status_code == 403


def test_what_was_sealed_later_can_be_taken_back_and_says_nothing(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post
) -> None:
    path = f"/moments/{post(ada, episode=(2, 1))}/reactions/😱"
    http(as_=ada).put(path)
    http(as_=bo).put(path)
    seen_up_to(bo, show, 1, 1)
    assert http(as_=bo).delete(path).json == {"reactions": {}, "reaction_count": 1, "my_reactions": []}


def test_again_is_the_same_as_once(http: As, ada: Person, bo: Person, post: Post) -> None:
    path = f"/moments/{post(ada)}/reactions"
    once = {"reactions": {"🔥": 1}, "reaction_count": 1, "my_reactions": ["🔥"]}
    assert http(as_=ada).put(f"{path}/🔥").json == once
    assert http(as_=ada).put(f"{path}/🔥").json == once
    both = http(as_=bo).put(f"{path}/❤\ufe0f").json
    assert both == {"reactions": {"🔥": 1, "❤": 1}, "reaction_count": 2, "my_reactions": ["❤"]}
    assert http(as_=ada).delete(f"{path}/🔥").json["reactions"] == {"❤": 1}
    assert http(as_=ada).delete(f"{path}/🔥").json["reaction_count"] == 1


def test_only_changes_are_told(monkeypatch: pytest.MonkeyPatch, ada: Person, show: ShowView, post: Post) -> None:
    moment_id = post(ada)
    told: list[Fact] = []
    monkeypatch.setattr(database, "_tell", told.extend)
    for _ in range(2):
        toggle(ada, moment_id, "🔥", on=True)
    for _ in range(2):
        toggle(ada, moment_id, "🔥", on=False)
    assert told == [ReactionsChanged(moment_id, show.id, ada.id)] * 2


def test_what_has_left_the_palette_can_still_be_taken_back(ada: Person, show: ShowView, post: Post) -> None:
    from fandom.shows.models import Show

    moment_id = post(ada)
    toggle(ada, moment_id, "🔥", on=True)
    with unit_of_work():
        db.session.get_one(Show, show.id).palette = ["⭐", *PALETTE[1:]]
    toggle(ada, moment_id, "🔥", on=False)
    assert queries.recount(moment_id)[0] == queries.counts(ada.viewer, moment_id).reactions == {}


def toggle(fan: Person, moment_id: str, emoji: str, *, on: bool) -> None:
    with unit_of_work():
        if on:
            actions.react(viewer=fan.viewer, on=access.moment_to_answer(fan.viewer, moment_id), emoji=emoji)
        else:
            actions.take_back(viewer=fan.viewer, on=access.moment_to_read(fan.viewer, moment_id), emoji=emoji)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from(PALETTE), st.booleans()), max_size=15))
def test_after_any_steps_counts_equal_a_recount(
    app: Flask, ada: Person, bo: Person, post: Post, steps: list[tuple[bool, str, bool]]
) -> None:
    moment_id = post(ada)
    for first, emoji, on in steps:
        toggle(ada if first else bo, moment_id, emoji, on=on)
        counts = queries.counts(ada.viewer, moment_id)
        assert (counts.reactions, counts.reaction_count) == (
            queries.recount(moment_id)[0],
            sum(queries.recount(moment_id)[0].values()),
        )
    db.session.expire_all()
    assert all(db.session.get_one(Moment, moment_id).reactions.values())
