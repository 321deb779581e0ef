"""Fixtures of every test: the app on a savepoint, clients, jobs, queries counted, a clock that stands."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import Engine, event, select

from fandom.accounts.viewers import viewers
from fandom.app import create_app
from fandom.core import clock
from fandom.infra import delivery
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.web import shown
from tests.support.configured import settings
from tests.support.http import HasId, Http, client_for
from tests.support.undone import undone

pytest_plugins = [
    "tests.support.bucket",
    "tests.support.order",
    "tests.support.servers",
    "tests.support.committed",
    "tests.support.sockets",
    "tests.support.fandom",
    "tests.support.post",
]

# On a busy machine making an example takes as long as it takes.
hypothesis.settings.register_profile("calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("calm")

CountQueries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(scope="session")
def whole_app(database_url: str, redis_url: str) -> Iterator[Flask]:
    """One app per xdist worker."""
    made = create_app(settings(database_url, redis_url))
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The app in an app context, everything it commits undone afterwards."""
    with undone(whole_app):
        yield whole_app


@pytest.fixture
def http(app: Flask) -> Callable[..., Http]:
    """`http(as_=fan)` is a browser signed in as this fan, `http()` a visitor's."""
    from fandom.accounts import actions

    def open_session(account_id: str) -> str:
        with unit_of_work():
            return actions.open_session(account_id=account_id, user_agent="tests")

    def client(as_: HasId | None = None, **options: bool) -> Http:
        return client_for(app, as_, open_session, **options)

    return client


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], int]:
    """Deliver durable facts, and those that this brings, until none is left. Answers how many there were."""
    waiting = select(Outbox.id).where(Outbox.failed_at.is_(None)).order_by(Outbox.id)

    def run() -> int:
        ran = 0
        while rows := db.session.scalars(waiting).all():
            for row in rows:
                with app.app_context():
                    delivery.deliver(row)
            ran += len(rows)
            assert ran < 1000, "durable facts bring ever more durable facts"
        db.session.expire_all()
        return ran

    return run


@pytest.fixture
def count_queries(monkeypatch: pytest.MonkeyPatch) -> CountQueries:
    """`with count_queries() as said:` then `said` are the statements. What is remembered for a moment stays remembered,
    so that a slow machine counts what a quick one does."""
    now = time.monotonic()
    monkeypatch.setattr(viewers, "_clock", lambda: now)
    monkeypatch.setattr(shown, "time", SimpleNamespace(monotonic=lambda: now))

    @contextmanager
    def counting() -> Iterator[list[str]]:
        said: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
            said.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield said
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def frozen_clock() -> Iterator[Callable[[datetime], None]]:
    """The clock stands at noon of 2026-03-01 until it is moved: `frozen_clock(datetime)`."""
    clock.freeze(datetime(2026, 3, 1, 12, tzinfo=UTC))
    yield clock.freeze
    clock.thaw()
