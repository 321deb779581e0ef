"""Reactions to comments: the same rules as for moments, and nothing of what is sealed, hidden or gone."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fandom.core.bus import Fact
from fandom.infra import db as database
from fandom.infra.db import db, unit_of_work
from fandom.posts.comments import access
from fandom.posts.comments import actions as commenting
from fandom.posts.events import CommentReactionsChanged
from fandom.posts.models import Comment
from fandom.posts.reactions import actions, queries
from fandom.posts.reactions.tally import COMMENTS
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.catalogue import PALETTE
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
Say = Callable[..., str]


def toggle(fan: Person, comment_id: str, emoji: str, *, on: bool) -> None:
    with unit_of_work():
        if on:
            actions.react(viewer=fan.viewer, on=access.comment_to_answer(fan.viewer, comment_id), emoji=emoji)
        else:
            actions.take_back(viewer=fan.viewer, on=access.comment_to_read(fan.viewer, comment_id), emoji=emoji)


def test_visitors_react_to_nothing(http: As, ada: Person, post: Post, say: Say) -> None:
    path = f"/comments/{say(ada, post(ada))}/reactions/🔥"
    assert http().put(path).status_code == 401
    assert http().delete(path).status_code == 401


@pytest.mark.parametrize("emoji", ["⭐", "x", "🔥🔥", "%20", "<b>"])
def test_what_is_not_in_the_palette(http: As, ada: Person, post: Post, say: Say, emoji: str) -> None:
    answer = http(as_=ada).put(f"/comments/{say(ada, post(ada))}/reactions/{emoji}")
    assert answer.status_code == 422
    assert "emoji" in answer.json["errors"]


def test_below_a_sealed_moment_there_is_nothing(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post, say: Say
) -> None:
    said = say(ada, post(ada, episode=(2, 1)))
    seen_up_to(bo, show, 1, 1)
    for path in (f"/comments/{said}/reactions/🔥", "/comments/0000000000000/reactions/🔥"):
        assert http(as_=bo).put(path).status_code == 404
        assert http(as_=bo).delete(path).status_code == 404


def test_a_sealed_comment_takes_none_and_tells_only_the_sum(
    http: As, ada: Person, bo: Person, show: ShowView, post: Post, say: Say
) -> None:
    moment_id = post(ada, episode=(1, 1))
    path = f"/comments/{say(ada, moment_id, reveals_at=Place((2, 1)))}/reactions/😱"
    assert http(as_=ada).put(path).json["reactions"] == {"😱": 1}
    http(as_=bo).put(path)
    seen_up_to(bo, show, 1, 3)
    assert http(as_=bo).put(path).status_code == 403
    assert http(as_=bo).delete(path).json == {"reactions": {}, "reaction_count": 1, "my_reactions": []}
    (sealed,) = http(as_=bo).get(f"/moments/{moment_id}/comments").json["items"]
    assert (sealed["reactions"], sealed["reaction_count"], sealed["my_reactions"]) == ({}, 1, [])


def test_what_is_held_hidden_or_gone_takes_none(http: As, ada: Person, bo: Person, post: Post, say: Say) -> None:
    moment_id = post(ada)
    held, hidden = say(ada, moment_id), say(ada, moment_id)
    with unit_of_work():
        db.session.get_one(Comment, held).state = "held"
        commenting.hide_comment(comment_id=hidden)
    assert http(as_=ada).put(f"/comments/{held}/reactions/🔥").status_code == 403
    assert http(as_=bo).put(f"/comments/{held}/reactions/🔥").status_code == 404
    assert http(as_=bo).put(f"/comments/{hidden}/reactions/🔥").status_code == 404


def test_again_is_the_same_as_once(http: As, ada: Person, bo: Person, post: Post, say: Say) -> None:
    moment_id = post(ada)
    path = f"/comments/{say(ada, moment_id)}/reactions"
    once = {"reactions": {"🔥": 1}, "reaction_count": 1, "my_reactions": ["🔥"]}
    assert http(as_=ada).put(f"{path}/🔥").json == once
    assert http(as_=ada).put(f"{path}/🔥").json == once
    both = http(as_=bo).put(f"{path}/❤\ufe0f").json
    assert both == {"reactions": {"🔥": 1, "❤": 1}, "reaction_count": 2, "my_reactions": ["❤"]}
    (listed,) = http(as_=bo).get(f"/moments/{moment_id}/comments").json["items"]
    assert {name: listed[name] for name in both} == both
    assert http().get(f"/moments/{moment_id}/comments").json["items"][0]["my_reactions"] == []
    assert http(as_=ada).delete(f"{path}/🔥").json["reactions"] == {"❤": 1}
    assert http(as_=ada).delete(f"{path}/🔥").json["reaction_count"] == 1


def test_only_changes_are_told(
    monkeypatch: pytest.MonkeyPatch, ada: Person, show: ShowView, post: Post, say: Say
) -> None:
    moment_id = post(ada)
    said = say(ada, moment_id)
    told: list[Fact] = []
    monkeypatch.setattr(database, "_tell", told.extend)
    for on in (True, True, False, False):
        toggle(ada, said, "🔥", on=on)
    assert told == [CommentReactionsChanged(said, moment_id, show.id, ada.id)] * 2


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from(PALETTE), st.booleans()), max_size=12))
def test_after_any_steps_counts_equal_a_recount(
    ada: Person, bo: Person, post: Post, say: Say, steps: list[tuple[bool, str, bool]]
) -> None:
    said = say(ada, post(ada))
    for first, emoji, on in steps:
        toggle(ada if first else bo, said, emoji, on=on)
    db.session.expire_all()
    row = db.session.get_one(Comment, said)
    assert row.reactions == queries.recount(COMMENTS, said)
    assert row.reaction_count == sum(row.reactions.values())
