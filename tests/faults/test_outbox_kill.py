"""Workers killed with -9 in the middle of a durable listener: the effect comes, exactly once (long tier: in 15 s)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, text, update

from fandom.app import create_app
from fandom.core import clock
from fandom.infra.breaker import redis
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.moderation import access
from fandom.moderation.actions import reports
from fandom.moderation.models import Case, Finding, Report
from fandom.moderation.values import Complaint
from fandom.posts.actions import publish_moment
from fandom.posts.values import MomentDraft
from tests.support.catalogue import make_show
from tests.support.configured import settings
from tests.support.people import make_fan
from tests.support.processes import children
from tests.support.servers import Servers
from tests.support.waiting import PATIENCE_S, until

pytestmark = [pytest.mark.live, pytest.mark.enable_socket]

WITHIN_S = 15.0
READY_S = 90.0


@dataclass
class Crew:
    """The house in this process, and the processes beside it; each is waited for until it is at work."""

    app: Flask
    environ: dict[str, str]
    running: ExitStack

    def worker(self) -> "subprocess.Popen[bytes]":
        before = workers()
        process = self._start("work", "screening")
        until(lambda: workers() > before, seconds=READY_S)
        return process

    def relay(self) -> None:
        """At work once it has put off a row that is due and that nobody takes."""
        long_ago = clock.now() - timedelta(days=1)
        row = {"id": "probe", "fact": "Probe", "payload": {}, "listener": "none", "queue": "mail", "attempts": 0}
        with unit_of_work():
            db.session.execute(insert(Outbox).values(**row, created_at=long_ago, due_at=long_ago))
        self._start("relay")
        until(lambda: read(select(Outbox.due_at).where(Outbox.id == "probe")) != long_ago, seconds=READY_S)
        with unit_of_work():
            db.session.execute(delete(Outbox).where(Outbox.id == "probe"))

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "fandom.worker", *arguments]
        process = subprocess.Popen(command, env=os.environ | self.environ)
        self.running.callback(stop, process)
        return process


def workers() -> int:
    """How many have ever said that they work: who is killed does not sign off."""
    return redis().call(lambda found: found.scard("rq:workers")) or 0


def stop(process: "subprocess.Popen[bytes]") -> None:
    for pid in (*children(process.pid), process.pid):
        kill(pid)
    process.wait(timeout=PATIENCE_S)


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def crew(committed_url: str, servers: Servers, worker_number: int) -> Iterator[Crew]:
    redis_url = f"{servers.redis}?db={worker_number * 2 + 2}"
    environ = {"DATABASE_URL": committed_url, "REDIS_URL": redis_url, "FANDOM_SECRET": "s"}
    app = create_app(settings(committed_url, redis_url))
    with app.app_context(), ExitStack() as running:
        redis().call(lambda found: found.flushdb())
        yield Crew(app, environ, running)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def moment_id(crew: Crew) -> str:
    show, kestrel = make_show("saltmarsh"), make_fan("kestrel")
    with unit_of_work():
        return publish_moment(author=kestrel.viewer, show_id=show.id, draft=MomentDraft("He winds it back")).id


def report(moment_id: str) -> None:
    noor = make_fan()
    with unit_of_work():
        target = access.target_to_report(noor.viewer, "moment", moment_id)
        reports.file_report(reporter=noor.viewer, target=target, complaint=Complaint("spoiler"))


@contextmanager
def nobody_opens_cases() -> Iterator[None]:
    """Listeners get as far as opening a case, with work of theirs done, and wait there."""
    with db.engine.connect() as connection:
        connection.execute(text("LOCK TABLE cases IN SHARE MODE"))
        yield
        connection.rollback()


def stuck() -> bool:
    """Somebody waits for that lock."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'cases'::regclass")
    return bool(read(waiting))


def read(query: object) -> object:
    with db.engine.connect() as connection:
        return connection.execute(query).scalar_one()  # type: ignore[call-overload]


def delivered() -> bool:
    # Only of the queue that somebody works on here.
    return read(select(func.count()).where(Outbox.queue == "screening")) == 0


def effect() -> tuple[object, ...]:
    """Cases, their versions added up, reports that belong to one, findings."""
    with db.engine.connect() as connection:
        gathered = select(func.count()).select_from(Report).where(Report.case_id.is_not(None)).scalar_subquery()
        found = select(func.count()).select_from(Finding).scalar_subquery()
        return tuple(connection.execute(select(func.count(), func.sum(Case.version), gathered, found)).one())


def delivers() -> bool:
    """Once the leases of the dead have lapsed, which is not waited for."""
    with db.engine.begin() as connection:
        long_ago = clock.now() - timedelta(days=1)
        connection.execute(update(Outbox).values(leased_until=long_ago, due_at=long_ago))
    until(delivered)
    return True


def delivers_in_time(killed_at: float) -> bool:
    until(delivered, seconds=WITHIN_S - (time.monotonic() - killed_at))
    return True


@pytest.mark.parametrize("victim", ["worker", pytest.param("work-horse", marks=pytest.mark.long)])
def test_killed_in_the_middle(crew: Crew, moment_id: str, victim: str) -> None:
    crew.relay()
    worker = crew.worker()
    with nobody_opens_cases():
        report(moment_id)
        until(stuck, seconds=READY_S)
        if victim == "worker":
            crew.worker()
        for pid in [worker.pid] if victim == "worker" else children(worker.pid):
            kill(pid)
    assert delivers()
    assert effect() == (1, 1, 1, 0)
    report(moment_id)
    redis().call(lambda found: found.flushdb())
    assert delivers(), "what Redis forgot is sent again"
    assert effect() == (1, 2, 2, 0)


@pytest.mark.long
def test_killed_again_and_again(crew: Crew, moment_id: str) -> None:
    """Every worker dies with what it had in hand; others come; each report counts once."""
    crew.relay()
    worker = crew.worker()
    for _ in range(2):
        with nobody_opens_cases():
            report(moment_id)
            until(stuck, seconds=READY_S)
            following = crew.worker()
            killed_at = time.monotonic()
            kill(worker.pid)
            worker = following
    assert delivers_in_time(killed_at)
    assert effect() == (1, 2, 2, 0)
