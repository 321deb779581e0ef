"""Shows to test with, and races between real connections."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from fandom.app import create_app
from fandom.infra.db import db, unit_of_work
from fandom.shows import public
from tests.support.configured import settings

Race = Callable[..., None]


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Horizons of shows that were rolled back are not remembered."""
    yield
    public.forget_all()


@pytest.fixture
def committed(committed_url: str, redis_url: str) -> Iterator[Flask]:
    """An app whose commits are real."""
    app = create_app(settings(committed_url, redis_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


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
