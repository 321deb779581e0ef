"""The audit log: a chain that shows what was changed, left out or put in between."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update

from fandom.core import clock
from fandom.infra.audit import AuditRow, audit, first_broken
from fandom.infra.db import db, unit_of_work

Tamper = Callable[[list[int]], Any]


@pytest.fixture
def ids(app: Flask) -> list[int]:
    """Five rows, written two by two."""
    for pair in ((1, 2), (3, 4), (5,)):
        with unit_of_work():
            for number in pair:
                audit("ada", "lamp.lit", ("lamp", str(number)), colour="ámber", counts=[number, 0.5, None])
    return list(db.session.scalars(select(AuditRow.id).order_by(AuditRow.id)))


def write_and_fail() -> None:
    with unit_of_work():
        audit("ada", "lamp.broken", ("lamp", "6"))
        raise ZeroDivisionError


def test_an_empty_log_is_whole(app: Flask) -> None:
    assert first_broken() is None


def test_each_row_follows_from_the_one_before(ids: list[int]) -> None:
    rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
    assert [row.previous for row in rows] == ["", *(row.hash for row in rows[:-1])]
    assert first_broken() is None


def test_what_is_rolled_back_leaves_no_gap(ids: list[int]) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with unit_of_work():
        audit(None, "lamp.lit", ("lamp", "7"))
    assert first_broken() is None


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "lamp.stolen"},
        {"actor_id": "bo"},
        {"actor_id": None},
        {"target_id": "9"},
        {"target_kind": "door"},
        {"detail": {}},
        {"at": clock.now()},
        {"hash": "0" * 64},
        {"previous": ""},
    ],
)
def test_a_change_is_seen(ids: list[int], changed: dict[str, Any]) -> None:
    with unit_of_work():
        db.session.execute(update(AuditRow).where(AuditRow.id == ids[2]).values(changed))
    db.session.expire_all()
    assert first_broken() == ids[2]


@pytest.mark.parametrize(("gone", "seen_at"), [(0, 1), (2, 3)])
def test_a_row_taken_out_is_seen_at_the_next(ids: list[int], gone: int, seen_at: int) -> None:
    with unit_of_work():
        db.session.execute(delete(AuditRow).where(AuditRow.id == ids[gone]))
    db.session.expire_all()
    assert first_broken() == ids[seen_at]


def test_a_row_put_in_is_seen(ids: list[int]) -> None:
    with unit_of_work():
        row = {"at": clock.now(), "actor_id": "bo", "action": "x", "target_kind": "lamp", "target_id": "1"}
        db.session.execute(insert(AuditRow).values(**row, detail={}, previous="", hash="0" * 64))
    assert first_broken() == db.session.scalar(select(AuditRow.id).order_by(AuditRow.id.desc()).limit(1))


def test_what_cannot_be_kept_as_it_was_is_refused(app: Flask) -> None:
    with pytest.raises(TypeError), unit_of_work():
        audit("ada", "lamp.lit", ("lamp", "1"), at=clock.now())
    assert first_broken() is None
