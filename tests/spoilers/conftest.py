"""One world for all tests of a module: made once, on a transaction that is undone when the module is over."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.accounts.viewers import viewers
from fandom.core import clock, ids
from fandom.feed import positions
from fandom.infra import delivery, live
from fandom.infra.db import db
from fandom.infra.outbox import Outbox
from fandom.moderation import screening
from fandom.moderation.actions import claims
from fandom.posts import projections
from fandom.shows import public
from tests.spoilers.asking import Stage
from tests.spoilers.world import built
from tests.support.undone import undone


@pytest.fixture(scope="module")
def world_of_secrets(whole_app: Flask) -> Iterator[Stage]:
    """Dear to make, so tests/support/order.py has one worker make it."""
    with staged(whole_app, secrets.randbits(32)) as found:
        yield found


@pytest.fixture
def stage(world_of_secrets: Stage) -> Stage:
    return world_of_secrets


@contextmanager
def staged(app: Flask, seed: int) -> Iterator[Stage]:
    """The world of this seed. Ids, times and keys are the same in every one, so that only secrets differ."""
    forget()
    with pytest.MonkeyPatch.context() as patch, undone(app):
        patch.setattr(live, "fresh_epoch", lambda: "0" * 12)
        patch.setattr(claims, "secrets", SimpleNamespace(token_urlsafe=lambda _size: "claimed"))
        box: list[object] = []
        patch.setattr(app.extensions["mailman"], "backend", "locmem")
        patch.setattr(app.extensions["mailman"], "outbox", box, raising=False)
        count = itertools.count(1)
        patch.setattr(ids, "secrets", SimpleNamespace(randbelow=lambda _most: 7, randbits=lambda _bits: next(count)))
        patch.setattr(ids._Last, "ms", -1)
        try:
            yield Stage(app, built(seed, _runner(app), box), box)
        finally:
            clock.thaw()
            forget()


def forget() -> None:
    """What this process remembers by ids, which are the same in every world."""
    for kept in (projections.kept, positions._known, positions._asked):
        kept.clear()
    public.forget_all()
    viewers.clear()
    screening.forget()


def _runner(app: Flask) -> Callable[[], int]:
    # As they came: what is told first has the first of the ids.
    waiting = select(Outbox.id).where(Outbox.failed_at.is_(None)).order_by(Outbox.id)

    def run() -> int:
        ran = 0
        while rows := db.session.scalars(waiting).all():
            for row in rows:
                with app.app_context():
                    delivery.deliver(row)
            ran += len(rows)
        db.session.expire_all()
        return ran

    return run
