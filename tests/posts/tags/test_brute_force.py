"""After whatever happens to moments and tags, what is told of tags is what counting them one by one comes to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from fandom.accounts.relations import actions as relations
from fandom.accounts.relations.queries import hidden_from
from fandom.core import clock
from fandom.core.horizon import Position
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.posts import actions, queries
from fandom.posts.models import Moment, Reveal
from fandom.posts.rules import Seal
from fandom.posts.tags.actions import join_tags, part_tags
from fandom.posts.tags.models import TagSynonym, TagUse
from fandom.posts.tags.queries import popular, visible
from fandom.posts.tags.values import TagCount
from fandom.posts.values import MomentChange, MomentDraft, Open, Place
from fandom.shows.values import ShowView
from tests.posts.conftest import seen_up_to
from tests.support.catalogue import make_show, season
from tests.support.people import Person, make_fan

TAGS = ("la", "lamp", "lamps", "look", "x")
PLACES = (None, Place((1, 1), 5_000), Place((1, 2)), Place((2, 1)), Place((0, 1)))
some = st.integers(0, 5)
tags = st.lists(st.sampled_from(TAGS), max_size=3, unique=True)
posted = st.tuples(st.just("post"), some, tags, st.sampled_from(PLACES))
step = st.one_of(
    posted,
    st.tuples(st.just("retag"), some, tags),
    st.tuples(st.sampled_from(["delete", "hide", "restore", "raised", "reveal", "block", "part"]), some),
    st.tuples(st.just("stand"), some, st.sampled_from([(1, 1), (1, 3), (2, 2)])),
    st.tuples(st.just("join"), some, st.sampled_from(TAGS), st.sampled_from(TAGS)),
)


@dataclass
class World:
    shows: list[ShowView]
    fans: list[Person]
    moments: list[str]

    def post(self, n: int, tags: list[str], reveals_at: Place | None) -> None:
        draft = MomentDraft("Look", tags=tuple(tags), reveals_at=reveals_at)
        show, author = self.shows[n % 2], self.fans[n % 3]
        self.moments.append(actions.publish_moment(author=author.viewer, show_id=show.id, draft=draft).id)

    def retag(self, n: int, tags: list[str]) -> None:
        for row in self._row(n):
            actions.edit_moment(moment=row, change=MomentChange(tags=tuple(tags)))

    def delete(self, n: int) -> None:
        for row in self._row(n):
            actions.delete_moment(moment=row)

    def hide(self, n: int) -> None:
        for row in self._row(n):
            actions.hide_moment(moment_id=row.id)

    def restore(self, n: int) -> None:
        for row in self._row(n):
            actions.restore_moment(moment_id=row.id)

    def raised(self, n: int) -> None:
        for row in self._row(n):
            actions.reseal_moment(moment_id=row.id, seal=Seal(Position(2, 2, n)))

    def reveal(self, n: int) -> None:
        for row in self._row(n):
            db.session.merge(Reveal(account_id=self.fans[2].id, moment_id=row.id, key=2**62, at=clock.now()))

    def block(self, n: int) -> None:
        relations.block(account_id=self.fans[0].id, other_id=self.fans[1 + n % 2].id)

    def join(self, n: int, alias: str, canonical: str) -> None:
        if alias != canonical:
            join_tags(viewer=self.fans[0].viewer, show_id=self._place(n), alias=alias, canonical=canonical)

    def part(self, n: int) -> None:
        part_tags(viewer=self.fans[0].viewer, show_id=self._place(n), alias=TAGS[n % len(TAGS)])

    def _row(self, n: int) -> Iterable[Moment]:
        rows = (queries.moment_row(each, lock=True) for each in self.moments[n : n + 1])
        return [row for row in rows if row is not None and row.state != "deleted"]

    def _place(self, n: int) -> str | None:
        return None if n == 0 else self.shows[n % 2].id


def told(viewer: Viewer, show_id: str | None, prefix: str) -> tuple[TagCount, ...]:
    """The slow way: every moment is looked at."""
    ids = list(db.session.scalars(select(Moment.id)))
    rows = [each for each in queries.moments(viewer, ids) if isinstance(each, Open) and each.state == "published"]
    seen = [each for each in rows if each.author.id not in viewer.hidden.accounts and show_id in {None, each.show.id}]
    known = {tag for each in seen for tag in each.tags}
    means = {alias: to for alias, to in joins(show_id).items() if to in known}
    names = {tag: {tag, *(alias for alias, to in means.items() if to == tag)} for tag in known}
    leads = {means.get(tag, tag) for tag in known if tag.startswith(prefix)}
    counts = [TagCount(tag, sum(not names[tag].isdisjoint(each.tags) for each in seen)) for tag in leads]
    return tuple(sorted(counts, key=lambda each: (-each.count, each.tag)))


def joins(show_id: str | None) -> Mapping[str, str]:
    rows = db.session.scalars(select(TagSynonym)).all()
    own = {row.alias: row.canonical for row in rows if show_id and row.show_id == show_id}
    touched = set(own)
    return own | {
        row.alias: row.canonical
        for row in rows
        if row.show_id is None and not {row.alias, row.canonical} & touched and row.alias not in own.values()
    }


def stored() -> set[tuple[Any, ...]]:
    rows = select(TagUse.moment_id, TagUse.tag, TagUse.show_id, TagUse.author_id, TagUse.reveal_key)
    return {tuple(row) for row in db.session.execute(rows)}


def recounted() -> set[tuple[Any, ...]]:
    db.session.expire_all()
    found = db.session.scalars(select(Moment).where(Moment.state == "published"))
    return {(row.id, tag, row.show_id, row.author_id, row.reveal_key) for row in found for tag in row.tags}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begun=st.lists(posted, min_size=3, max_size=6), steps=st.lists(step, max_size=10))
def test_what_is_told_is_what_is_there(app: Flask, begun: list[Any], steps: list[Any]) -> None:
    shows = [make_show(None, [*season(0, 1), *season(1, 3), *season(2, 3)]) for _ in range(2)]
    world = World(shows, [make_fan() for _ in range(3)], [])
    for name, *rest in (*begun, *steps):
        if name == "stand":
            seen_up_to(world.fans[rest[0] % 3], shows[rest[0] % 2], *rest[1])
            continue
        with unit_of_work():
            act: Callable[..., None] = getattr(world, name)
            act(*rest)
    assert stored() == recounted()
    for viewer in (VISITOR, *(as_now(each) for each in world.fans)):
        assert popular(viewer, shows[0].id, 100) == told(viewer, shows[0].id, ""), "of so few all are new"
        for place in (None, shows[0].id, shows[1].id):
            for prefix in ("", "lamp"):
                assert visible(viewer, prefix=prefix, show_id=place, limit=100) == told(viewer, place, prefix)


def as_now(fan: Person) -> Viewer:
    return replace(fan.viewer, hidden=hidden_from(fan.id))
