"""The predicates that lists ask: who wanted to see what anyway, and which comments come along."""

import pytest
from flask import Flask
from sqlalchemy import BigInteger, literal, select

from fandom.core import clock
from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra import reading
from fandom.infra.db import db, unit_of_work
from fandom.infra.visitors import mark
from fandom.posts.models import Moment, Reveal
from fandom.posts.reveals import queries
from tests.posts.conftest import Post
from tests.support.catalogue import make_show
from tests.support.people import Person

PLACES = [
    Position(season, number, ms) for season, number, ms in ((0, 1, 0), (0, 1, 9), (0, 2, 5), (1, 1, 0), (1, 3, 7))
] + [Position(2, 1, 0)]


def remember(fan: Person, moment_id: str) -> None:
    with unit_of_work():
        db.session.add(Reveal(account_id=fan.id, moment_id=moment_id, key=2**62, at=clock.now()))


def seen(viewer: Viewer) -> set[str]:
    """By both forms of the predicate, which must agree."""
    plain = set(db.session.scalars(select(Moment.id).where(queries.revealed(Moment.__table__.c.id, viewer))))
    kept = reading.sql_of(select(Moment.__table__.c.id).where(queries.revealed_to(Moment.__table__.c.id)))
    assert {row[0] for row in reading.rows(kept, queries.revealing(viewer))} == plain
    return plain


def test_each_sees_their_own(app: Flask, post: Post, ada: Person, bo: Person) -> None:
    first, second = post(ada), post(ada)
    remember(bo, first)
    assert seen(bo.viewer) == {first}
    assert seen(ada.viewer) == seen(VISITOR) == seen(SYSTEM) == set()
    assert seen(Viewer(revealed=frozenset({mark(second, queries.key_of(second)), "nothing"}))) == {second}
    assert seen(Viewer(revealed=frozenset({second, mark(second, queries.key_of(second) - 1)}))) == set()


def test_what_a_visitor_carries_counts_for_no_fan(app: Flask, post: Post, ada: Person, bo: Person) -> None:
    carried = Viewer(account_id=bo.id, revealed=frozenset({mark(post(ada), 0)}))
    assert seen(carried) == set()


def test_those_of_a_show(app: Flask, post: Post, ada: Person, bo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = post(ada), Post(make_show("elsewhere"))(ada)
    remember(bo, here)
    remember(bo, there)
    assert queries.revealed_in(bo.viewer, [post.show.id]) == {here: 2**62}
    assert queries.revealed_in(ada.viewer, [post.show.id]) == {}
    assert queries.revealed_in(Viewer(revealed=frozenset({"a.7", "b"})), []) == {"a": 7, "b": -1}
    monkeypatch.setattr(queries, "KEPT", 0)
    assert queries.revealed_in(bo.viewer, [post.show.id]) == {}


@pytest.mark.parametrize("moment", PLACES)
@pytest.mark.parametrize("comment", [None, *PLACES])
def test_a_comment_reveals_no_more_than_its_moment(app: Flask, moment: Position, comment: Position | None) -> None:
    keys = [literal(each and each.key, BigInteger) for each in (comment, moment)]
    assert db.session.scalar(select(queries.no_further(*keys))) is Horizon.at(moment).reaches(comment)
