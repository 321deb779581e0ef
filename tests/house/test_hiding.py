"""Blocks and mutes hold on every surface, in the table of tests/house/hiding.py and in no other way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from fandom.accounts.relations import actions
from fandom.core import clock
from fandom.infra.api import PREFIX
from fandom.infra.db import unit_of_work
from fandom.posts import actions as posting
from fandom.posts.access import moment_to_answer
from fandom.posts.comments import actions as commenting
from fandom.posts.values import CommentDraft, MomentDraft, Place
from fandom.shows.access import episode_of
from fandom.shows.actions import join, set_progress
from fandom.shows.progress import reached
from fandom.shows.values import ShowView
from tests.house.hiding import ACTS, BLOCK, COMMENTS, MOMENTS, RELATIONS, SEALED, Cells
from tests.house.surfaces import API, PAGES, SIGHT, WANTED
from tests.support.catalogue import make_show, season
from tests.support.clipped import make_clip, show_clip
from tests.support.http import Http
from tests.support.people import Person, make_fan

CAPTION, SAID = "What a finale that was", "A finale to remember"
COUNTS = "counts, where"


@dataclass(frozen=True)
class Stage:
    """`author` has posted a moment and said something below another's; `me` looks."""

    show: ShowView
    me: Person
    author: Person
    moment: str
    other: str
    comment: str

    def placed(self, path: str) -> str:
        return path.format(moment=self.moment, other=self.other, comment=self.comment)


# Where its moment lies, so that lists by the minute have it.
BY_MINUTE: dict[str, Any] = {"episode": (1, 1), "start_ms": 60_000, "end_ms": 70_000}


def publish(author: Person, show: ShowView, **draft: Any) -> str:
    with unit_of_work():
        given = MomentDraft(draft.pop("caption", "Plain"), **draft)
        return posting.publish_moment(author=author.viewer, show_id=show.id, draft=given).id


def say(author: Person, moment_id: str) -> str:
    with unit_of_work():
        moment = moment_to_answer(author.viewer, moment_id)
        return commenting.post_comment(author=author.viewer, moment=moment, draft=CommentDraft(SAID)).id


@pytest.fixture
def stage(app: Flask, http: Callable[..., Http], relation: str) -> Stage:
    show = make_show("saltmarsh", season(1, 3))
    me, author, fond = make_fan("me"), make_fan("author"), make_fan("fond")
    with unit_of_work():
        join(viewer=me.viewer, show_id=show.id)
        set_progress(viewer=me.viewer, show_id=show.id, word=reached(episode_of(show, "s01e01"), None))
    late = Place((1, 3)) if relation in SEALED else None
    moment = publish(author, show, caption=CAPTION, tags=("theory",), reveals_at=late, **BY_MINUTE)
    other = publish(fond, show, reveals_at=None)
    liked = http(as_=fond)
    liked.patch("/me", {"shows_reactions": True})
    assert liked.put(f"/moments/{moment}/reactions/🔥").status_code == 200
    made = Stage(show, me, author, moment, other, say(author, other))
    show_clip(moment, make_clip())
    with unit_of_work():
        relate(relation, made)
    return made


def relate(relation: str, stage: Stage) -> None:
    me, them = stage.me.id, stage.author.id
    kind, _, what = relation.removesuffix(", sealed").partition(" ")
    if kind == "blocked":
        one, other = (me, them) if what == "by me" else (them, me)
        actions.block(account_id=one, other_id=other)
    elif kind == "muted":
        actions.mute(account_id=me, kind=what or "account", value=values(stage)[what or "account"])
    elif kind == "over":
        for each, value in values(stage).items():
            actions.mute(account_id=me, kind=each, value=value, for_s=60)
        clock.freeze(clock.now() + timedelta(seconds=61))


def values(stage: Stage) -> dict[str, str]:
    return {"account": stage.author.id, "word": "finale", "tag": "theory", "show": stage.show.id}


@pytest.fixture(autouse=True)
def clock_goes_on() -> Any:
    yield
    clock.thaw()


def test_every_surface_has_a_row() -> None:
    by_sight = {rule for rule, row in PAGES.items() if row.carries in {SIGHT, WANTED}}
    of_api = {rule for rule, row in API.items() if row.carries in {SIGHT, WANTED} or row.carries.startswith(COUNTS)}
    by_sight |= {rule.replace(" ", f" {PREFIX}") for rule in of_api}
    known = {*MOMENTS, *COMMENTS, *ACTS}
    assert by_sight - known == set()
    assert known - {f"POST {PREFIX}/moments/<moment_id>/comments"} - by_sight == set()


@pytest.mark.parametrize("relation", RELATIONS)
def test_what_is_shown(http: Callable[..., Http], stage: Stage, relation: str) -> None:
    page = http(as_=stage.me)

    def read(surfaces: dict[str, Cells]) -> dict[str, str]:
        return {
            rule: page.call("GET", stage.placed(each.path)).get_data(as_text=True) for rule, each in surfaces.items()
        }

    moments, comments = read(MOMENTS), read(COMMENTS)
    found = {rule: stage.moment in text for rule, text in moments.items()}
    assert found == {rule: relation in cells.shown for rule, cells in MOMENTS.items()}
    assert relation not in SEALED or not any(CAPTION in text for text in moments.values())
    spoken = relation.removesuffix(", sealed")  # the comment itself is open to all
    assert {rule: SAID in text for rule, text in comments.items()} == {
        rule: spoken in cells.shown for rule, cells in COMMENTS.items()
    }


@pytest.mark.parametrize("relation", ["nothing", "muted", *sorted(BLOCK)])
def test_what_can_be_done(http: Callable[..., Http], stage: Stage, relation: str) -> None:
    page = http(as_=stage.me)
    sent = {"json": {"body": "Hello"}}
    form = {"data": {"csrf_token": page.csrf, "emoji": "🔥", "body": "Hello", "reason": "spam"}}
    for rule, path in ACTS.items():
        method = rule.partition(" ")[0]
        body = {} if method != "POST" else sent if path.startswith(PREFIX) else form
        status = page.call(method, stage.placed(path), **body).status_code
        assert (status == 404) is (relation in BLOCK), (rule, status)
