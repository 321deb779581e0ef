"""People with browsers, and what the ledger says."""

from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from fandom.infra.db import db
from fandom.sharing.ledger import noting
from fandom.sharing.ledger.models import LedgerCount, LedgerMark
from tests.sharing.conftest import World
from tests.support.clipped import make_clip, show_clip
from tests.support.http import Http
from tests.support.people import Person

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass
class Browser:
    """Answers are read to their end, as a server does; what is done after them is done then."""

    http: Http
    agent: str = FIREFOX
    address: str = "192.0.2.7"

    def see(self, path: str, method: str = "GET", **options: Any) -> TestResponse:
        headers = {"User-Agent": self.agent} | dict(options.pop("headers", {}))
        options |= {"headers": headers, "environ_overrides": {"REMOTE_ADDR": self.address}, "buffered": True}
        if method == "POST" and self.http.csrf:
            options["data"] = {"csrf_token": self.http.csrf} | dict(options.get("data", {}))
        # As under a server, where the request is over before its answer is closed.
        return Context().run(self.http.client.open, path, method=method, **options)


Browse = Callable[..., Browser]
Counted = Callable[..., dict[str, int]]


@pytest.fixture(autouse=True)
def _nothing_noted(app: Flask) -> Iterator[None]:
    noting.forget()
    yield
    noting.forget()


@pytest.fixture
def browse(http: Callable[..., Http]) -> Browse:
    """`browse(fan)` is a browser of theirs, `browse()` a visitor's, each at an address of their own."""
    made: list[Browser] = []

    def browser(fan: Person | None = None, **options: Any) -> Browser:
        found = Browser(http(as_=fan), **({"address": f"192.0.2.{len(made) + 1}"} | options))
        made.append(found)
        return found

    return browser


@pytest.fixture
def counted(app: Flask) -> Counted:
    """`counted(moment)` are its counts of all days together."""

    def count(moment_id: str) -> dict[str, int]:
        rows = db.session.execute(select(LedgerCount).where(LedgerCount.moment_id == moment_id)).scalars()
        found: dict[str, int] = {}
        for row in rows:
            found[row.kind] = found.get(row.kind, 0) + row.people
        return found

    return count


def marks() -> int:
    return len(db.session.execute(select(LedgerMark)).all())


@pytest.fixture
def clip(world: World) -> str:
    """The open moment, with a clip of four seconds."""
    return show_clip(world.open, make_clip())
