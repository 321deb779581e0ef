"""Idempotency keys: one effect, the first answer again, and refusals that say what to do."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.infra.db import db, unit_of_work
from fandom.infra.idempotency import KEPT_FOR, Claim, IdempotencyKey, forget_old

Freeze = Callable[[datetime], None]
CALL = "POST /api/v1/moments"


def claim(account: str = "ada", call: str = CALL, key: str = "k", body: bytes = b"{}") -> Claim:
    return Claim.of(account, call, key, body)


def use(mine: Claim, body: bytes = b'{"id": 1}') -> bytes | None:
    """What was answered before, or None after making the effect."""
    with unit_of_work():
        kept = mine.take()
        if kept is None:
            mine.keep(status=201, body=body, headers={"Location": "/m/1", "ETag": '"1.a"'})
        return kept.body if kept else None


def test_the_first_answer_is_given_again(app: Flask) -> None:
    assert use(claim()) is None
    assert use(claim(), b"another") == b'{"id": 1}'
    with unit_of_work():
        kept = claim().take()
        assert kept is not None
        assert (kept.status, kept.location, kept.etag) == (201, "/m/1", '"1.a"')


def test_another_body_is_refused(app: Flask) -> None:
    use(claim())
    with pytest.raises(Conflict) as refusal, unit_of_work():
        claim(body=b'{"other": 1}').take()
    assert refusal.value.code == "idempotency-key-reused"
    assert refusal.value.retry_after is None


def use_and_fail() -> None:
    with unit_of_work():
        assert claim().take() is None
        raise ZeroDivisionError


@pytest.mark.parametrize(
    "other",
    [claim("bo"), claim(call="POST /api/v1/reports"), claim(call="PUT /api/v1/moments"), claim(key="l")],
)
def test_it_is_bound_to_account_method_path_and_key(app: Flask, other: Claim) -> None:
    use(claim())
    assert use(other) is None


def test_no_two_bindings_run_together(app: Flask) -> None:
    """Where one ends and the next begins is part of what is hashed and compared."""
    use(claim("ada", "POST /x", "y"))
    assert use(claim("ada", "POST /", "xy")) is None


def test_a_failed_effect_keeps_no_answer(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError):
        use_and_fail()
    assert use(claim()) is None


def test_after_a_day_it_is_forgotten(app: Flask, frozen_clock: Freeze) -> None:
    use(claim())
    frozen_clock(clock.now() + KEPT_FOR - timedelta(seconds=1))
    assert use(claim()) == b'{"id": 1}'
    frozen_clock(clock.now() + timedelta(seconds=2))
    assert use(claim(body=b'{"other": 1}')) is None


def test_tidying_takes_only_the_old(app: Flask, frozen_clock: Freeze) -> None:
    use(claim(key="old"))
    frozen_clock(clock.now() + KEPT_FOR + timedelta(seconds=1))
    use(claim(key="new"))
    with unit_of_work():
        assert forget_old() == 1
    assert db.session.scalar(select(func.count()).select_from(IdempotencyKey)) == 1


def test_while_it_runs_elsewhere_it_is_refused(app: Flask, database_url: str) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(database_url)
    number = claim().lock_number
    with engine.connect() as elsewhere:
        elsewhere.execute(text("SELECT pg_advisory_lock(:number)"), {"number": number})
        with pytest.raises(Conflict) as refusal, unit_of_work():
            claim().take()
        # Not by closing it, which the server may learn of later.
        elsewhere.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})
    engine.dispose()
    assert refusal.value.code == "idempotency-key-running"
    assert refusal.value.retry_after == 1
    assert use(claim()) is None
