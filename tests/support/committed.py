"""An app whose commits are real, for races: made once in a worker, its database emptied before each test."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from fandom.app import create_app
from fandom.infra.db import db, unit_of_work
from tests.support.cleared import clear
from tests.support.configured import settings
from tests.support.servers import Servers

Race = Callable[..., None]


@pytest.fixture(scope="session")
def standing_committing(servers: Servers, worker_number: int) -> Flask:
    return create_app(settings(servers.fresh(f"races_{worker_number}"), ""))


@pytest.fixture
def committing(standing_committing: Flask) -> Iterator[Flask]:
    """On an empty database that really commits, for races; without Redis."""
    clear(standing_committing)
    yield standing_committing
    with standing_committing.app_context():
        db.engine.dispose()


@pytest.fixture
def committed(committing: Flask) -> Iterator[Flask]:
    """The same in an app context."""
    with committing.app_context():
        yield committing
        db.session.remove()


@pytest.fixture
def race(committed: Flask) -> Race:
    """`race(act, …)` lets all of them start at once, each in a thread, a connection and a unit of work of its own."""

    def run(*acts: Callable[[], object]) -> None:
        start = threading.Barrier(len(acts))

        def one(act: Callable[[], object]) -> None:
            with committed.app_context():
                start.wait(timeout=30)
                with unit_of_work():
                    act()
                db.session.remove()

        with ThreadPoolExecutor(len(acts)) as threads:
            for done in [threads.submit(one, act) for act in acts]:
                done.result(timeout=60)

    return run
