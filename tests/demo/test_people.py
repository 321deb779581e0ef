"""Members come in with all that is theirs, and never in somebody else's name."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.accounts.models import Account
from fandom.core.horizon import UNKNOWN_LENGTH_MS, Position
from fandom.demo import people, story
from fandom.infra import passwords
from fandom.infra.db import db
from fandom.shows import queries
from fandom.shows.progress import Said
from tests.support.catalogue import make_show, season
from tests.support.people import make_fan

NOW = datetime(2026, 6, 1, 20, 30, 15, 123456, tzinfo=UTC)
ADA = story.Member("ada", "Ada", 40, "", {"lantern": ("s01e02", "s00e01")}, "admin", signs_in=True)
WICK = story.Member("wick", "wick", 9.5, "", {"lantern": ("s01e01@0:40",)}, "moderator", moderates=("lantern",))


@pytest.fixture
def ids(app: Flask) -> dict[str, str]:
    return {"lantern": make_show("lantern", [*season(0, 1), *season(1, 3)]).id}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("all", Said("all")),
        ("none", Said("none")),
        ("s02e04", Said("at", 2, 4)),
        ("s01e01@7:45", Said("at", 1, 1, 465_000)),
        ("s00e01", Said(specials={1: UNKNOWN_LENGTH_MS})),
    ],
)
def test_word(place: str, said: Said) -> None:
    assert people.word(place) == said


def test_members_have_what_is_theirs(ids: dict[str, str]) -> None:
    cast = people.bring_in((ADA, WICK), ids, NOW)
    ada, wick = cast.viewers["ada"], cast.viewers["wick"]
    assert queries.horizon(ada, ids["lantern"]).reaches(Position(0, 1, 1000))
    assert not queries.horizon(wick, ids["lantern"]).reaches(Position(1, 1, 41_000))
    assert queries.role_of(ada.account_id, ids["lantern"]) == "fan"
    assert queries.role_of(wick.account_id, ids["lantern"]) == "moderator"
    rows = {row.handle: row for row in db.session.scalars(select(Account))}
    assert rows["ada"].is_admin
    assert rows["ada"].created_at == NOW - ADA.joined_ago
    assert rows["wick"].password_hash is None
    assert passwords.verify(people.PASSWORD, rows["ada"].password_hash).right


def test_a_second_time_finds_the_same_people_and_the_first_time(ids: dict[str, str]) -> None:
    first = people.bring_in((ADA,), ids, NOW)
    later = people.bring_in((ADA, WICK), ids, NOW.replace(month=9))
    assert later.epoch == first.epoch == NOW
    assert later.viewers["ada"] == first.viewers["ada"]
    assert db.session.scalars(select(Account.created_at).where(Account.handle == "wick")).one() == NOW - WICK.joined_ago


def test_a_name_of_somebody_elses_is_left_to_them(ids: dict[str, str]) -> None:
    make_fan("wick")
    with pytest.raises(people.TakenByOthers, match="is called wick"):
        people.bring_in((ADA, WICK), ids, NOW)
    assert db.session.scalars(select(Account.handle)).all() == ["wick"]
