"""What is found is what somebody would find who opened everything that they may, in random worlds."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update

from fandom.accounts.models import Account
from fandom.core import clock
from fandom.core.hiding import hides
from fandom.core.ids import new_id
from fandom.core.viewer import Hidden, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.infra.visitors import mark
from fandom.posts.comments.queries import comments_named
from fandom.posts.models import Comment, Moment, Reveal
from fandom.posts.queries import moments
from fandom.posts.reveals.queries import key_of
from fandom.posts.search import candidates, queries
from fandom.posts.search.asking import asked
from fandom.posts.search.folding import forms
from fandom.posts.sight import unwanted
from fandom.posts.values import Open, OpenComment
from fandom.shows.models import Progress, Show
from fandom.shows.reached import refresh
from tests.support.catalogue import make_show, season

WORDS = ("door", "kettle", "snow", "the")
STATES = ("published", "published", "published", "held", "hidden", "removed", "deleted")
Seen = dict[str, tuple[list[str], set[str]]]


@dataclass(frozen=True)
class World:
    viewer: Viewer
    moments: list[str]
    comments: list[str]


def world(dice: random.Random) -> World:
    """Two shows, one closed to all; fans who are somewhere; things said that open anywhere, in any state."""
    shows = [make_show(f"s{new_id()}", season(1, 3)).id for _ in range(2)]
    fans = [new_id() for _ in range(4)]
    me = dice.choice([None, *fans])
    with unit_of_work():
        now = clock.now()
        db.session.execute(
            insert(Account),
            [{"id": each, "handle": each, "display_name": each, "created_at": now} for each in fans],
        )
        db.session.execute(update(Show).where(Show.id == shows[0]).values(public_horizon="closed"))
        refresh(shows)
        for show_id in dice.sample(shows, dice.randint(0, 2)) if me else []:
            place = {"season": 1, "number": dice.randint(1, 3), "position_ms": dice.choice([1, 2, None])}
            said = {"mode": "at", **place} if dice.random() < 0.7 else {"mode": dice.choice(["none", "all", "open"])}
            db.session.add(Progress(show_id=show_id, account_id=me, updated_at=now, **said))
        posts = [_moment(dice, shows, fans) for _ in range(12)]
        db.session.execute(insert(Moment), posts)
        below = [_comment(dice, dice.choice(posts), fans) for _ in range(12)]
        db.session.execute(insert(Comment), below)
        revealed = [each["id"] for each in posts if dice.random() < 0.2]
        if me and revealed:
            rows = [{"account_id": me, "moment_id": each, "key": key_of(each), "at": now} for each in revealed]
            db.session.execute(insert(Reveal), rows)
    blocked = frozenset(dice.sample(fans, dice.randint(0, 1))) - {me}
    hidden = Hidden(
        accounts=blocked | (frozenset(dice.sample(fans, dice.randint(0, 1))) - {me}),
        shows=frozenset(dice.sample(shows, dice.choice([0, 0, 1]))),
        tags=frozenset(dice.sample(WORDS, dice.choice([0, 0, 1]))),
        words=frozenset(dice.sample(WORDS, dice.choice([0, 0, 1]))),
        blocked=blocked,
    )
    marks = frozenset(mark(each, key_of(each)) for each in revealed)
    viewer = Viewer(account_id=me, handle=me, hidden=hidden) if me else Viewer(revealed=marks)
    return World(viewer, [each["id"] for each in posts], [each["id"] for each in below])


def _said(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(1, 4)))


def _reveal(dice: random.Random) -> dict[str, Any]:
    place = dice.choice([None, (1, dice.randint(1, 3), dice.randint(0, 3)), (0, 1, 1)])
    return dict(zip(("reveal_season", "reveal_number", "reveal_ms"), place or (None, None, None), strict=True))


def _moment(dice: random.Random, shows: list[str], fans: list[str]) -> dict[str, Any]:
    tags = dice.sample(WORDS, dice.randint(0, 2))
    keys = {"id": new_id(), "show_id": dice.choice(shows), "author_id": dice.choice(fans), "created_at": clock.now()}
    return {**keys, "caption": _said(dice), "caption_html": "", "tags": tags, "state": dice.choice(STATES)} | _reveal(
        dice
    )


def _comment(dice: random.Random, moment: dict[str, Any], fans: list[str]) -> dict[str, Any]:
    keys = {"id": new_id(), "moment_id": moment["id"], "show_id": moment["show_id"], "created_at": clock.now()}
    said = {"body": _said(dice), "body_html": "", "state": dice.choice(STATES), "author_id": dice.choice(fans)}
    return keys | said | _reveal(dice)


def _holds(text: list[str], tags: tuple[str, ...], q: str) -> bool:
    wanted = asked(q)
    joined = f" {' '.join(text)} "
    yes = all(f" {' '.join(forms(each))} " in joined for each in wanted.wanted.words)
    no = any(f" {' '.join(forms(each))} " in joined for each in wanted.unwanted.words)
    return yes and not no and set(wanted.wanted.tags) <= set(tags) and not set(wanted.unwanted.tags) & set(tags)


def oracle(found: World, q: str) -> tuple[set[str], set[str]]:
    viewer = found.viewer
    seen = [each for each in moments(viewer, found.moments) if isinstance(each, Open) and each.state == "published"]
    mine = {each.id: each for each in seen if not unwanted(viewer, each)}
    said = [each for each in comments_named(viewer, found.comments) if isinstance(each, OpenComment)]
    said = [each for each in said if each.state == "published" and each.moment_id in mine]
    shown = [
        each
        for each in said
        if each.author.id == viewer.account_id
        or not hides(viewer.hidden, author_id=each.author.id, words_text=each.body)
    ]
    return (
        {
            each.id
            for each in mine.values()
            if _holds([*forms(each.caption), *forms(" ".join(each.tags))], each.tags, q)
        },
        {each.id for each in shown if _holds(forms(each.body), (), q)},
    )


def everything(read: Callable[..., Any], viewer: Viewer, q: str, limit: int) -> list[str]:
    ids: list[str] = []
    cursor = None
    while True:
        page = read(viewer, asked(q), limit, cursor)
        ids += [(each.comment if hasattr(each, "comment") else each.moment).id for each in page.items]
        if page.next is None:
            return ids
        cursor = page.next


@pytest.mark.parametrize("common", [False, True])
def test_it_is_what_one_may_open(app: Flask, monkeypatch: pytest.MonkeyPatch, common: bool) -> None:
    """By the index, and, as for common words, from the newest backwards in windows, here of three."""
    if common:
        monkeypatch.setattr(candidates, "COMMON", -1)
        monkeypatch.setattr(candidates, "WINDOWS", (3,) * 20)
    monkeypatch.setattr(queries, "first_id", lambda _now: "zzzzzzzzzzzzz")

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.integers(0, 2**32),
        st.sampled_from(["door", "the door", '"the door"', "the -snow", "#door", "snow -#kettle"]),
    )
    # Below one's own moment, in a show that one has muted.
    @example(1162, "door")
    def compare(seed: int, q: str) -> None:
        found = world(random.Random(seed))
        wanted, said = oracle(found, q)
        here = everything(queries.moments, found.viewer, q, 4)
        below = everything(queries.comments, found.viewer, q, 4)
        assert len(here) == len(set(here))
        assert set(here) & set(found.moments) == wanted
        assert set(below) & set(found.comments) == said
        _undo(found)

    compare()


def _undo(found: World) -> None:
    """One world at a time: what is left is taken away, and its words with it."""
    with unit_of_work():
        for table, ids in ((Comment, found.comments), (Moment, found.moments)):
            db.session.execute(update(table).where(table.id.in_(ids)).values(state="deleted"))
    assert db.session.scalar(select(func.count()).select_from(candidates.moments)) == 0
