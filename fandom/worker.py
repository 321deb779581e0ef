"""The processes beside the web: an RQ worker per queue, the outbox relay, the scheduler."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import wraps
from types import FrameType
from typing import Any

import structlog
from flask import Flask
from redis import RedisError
from rq import Worker
from rq.job import Job
from rq.queue import Queue
from rq.serializers import JSONSerializer
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from fandom.accounts import endings
from fandom.accounts.email import actions as email
from fandom.accounts.personal import actions as exports
from fandom.accounts.relations import actions as relations
from fandom.app import create_app
from fandom.clips import jobs as clips
from fandom.clips.playing import actions as films
from fandom.clips.sources import jobs as sources
from fandom.config import Settings
from fandom.feed.clipped import jobs as clipped
from fandom.infra import breaker, delivery, idempotency, lifeline, queue
from fandom.infra.db import db, unit_of_work
from fandom.media import jobs as files
from fandom.media.resumable import jobs as uploads
from fandom.moderation import personal as evidence
from fandom.moderation.actions import exhibits, quarantine
from fandom.notifications.digest import actions as digests
from fandom.posts.drafts import actions as drafts
from fandom.sharing.ledger import actions as ledger
from fandom.shows import reached
from fandom.shows.history import actions as histories
from fandom.shows.history import jobs as history
from fandom.shows.library import jobs as library

log = structlog.get_logger()

SWEEP_S = 2.0
TIDY_S = 600.0
WAIT_FOR_REDIS_S = 1.0
# How much each gives way to pages: posters a little, clips more, what nobody waits for most.
NICE = {"pictures": 5, "clips": 10, queue.LATER: 19}

stopping = threading.Event()


class TiedWorker(Worker):
    """Its work-horses die with it, and know the app; a fork must not share its parent's connections."""

    app: Flask

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        lifeline.die_with_parent()
        with self.app.app_context():
            db.engine.dispose(close=False)
            super().main_work_horse(job, queue)


def work(name: str) -> None:
    """One queue per process: a worker of several can lose a job to a kill."""
    os.nice(NICE.get(name, 0))
    app = create_app()
    settings: Settings = app.extensions["settings"]
    while not stopping.is_set():
        try:
            _work(app, settings, name)
            return
        except (RedisError, OSError) as error:
            log.warning("redis is away", queue=name, error=str(error))
            stopping.wait(WAIT_FOR_REDIS_S)


def _work(app: Flask, settings: Settings, name: str) -> None:
    connection = breaker.connect(settings.redis_url, timeout=None)
    worker = TiedWorker([queue.queue_of(name, connection)], connection=connection, serializer=JSONSerializer)
    worker.app = app
    log.info("working", queue=name)
    worker.work(logging_level="WARNING", with_scheduler=False)


def relay() -> None:
    """Sends what its process could not, or what a dead worker held."""

    def sweep() -> None:
        delivery.sweep()
        library.rescue()
        history.rescue()

    _every(SWEEP_S, sweep)


def schedule() -> None:
    """Tidies; safe to run in several places at once."""

    _every(TIDY_S, tidy)


def tidy() -> None:
    """Each by itself: what cannot be tidied keeps nothing else from it, and no digest from being sent."""
    for step in TIDYING:
        try:
            step()
        except OperationalError:
            raise
        except Exception:
            log.exception("tidying failed", step=step.__qualname__)


def _whole(step: Callable[[], object]) -> Callable[[], None]:
    """In a unit of work of its own."""

    @wraps(step)
    def run() -> None:
        with unit_of_work():
            step()

    return run


def make_digests() -> None:
    """A few hundred at once, until everybody who wants one has had it."""
    more = True
    while more:
        with unit_of_work():
            more = digests.make_due() == digests.AT_ONCE


SHORT: tuple[Callable[[], object], ...] = (
    *(idempotency.forget_old, endings.forget_old, email.forget_old, relations.forget_old, drafts.forget_old),
    *(exhibits.release_old, quarantine.end, evidence.erase_closed, exports.tidy, histories.tidy, reached.refresh_old),
    ledger.forget_old,
    *(films.open_missed, films.let_go),
)
TIDYING: tuple[Callable[[], object], ...] = (
    *map(_whole, SHORT),
    *(files.tidy, uploads.tidy, clips.tidy, sources.look_round, clipped.tidy, make_digests),
)


def _every(seconds: float, do: Callable[[], Any]) -> None:
    app = create_app()
    log.info("working", every_s=seconds)
    while not stopping.is_set():
        with app.app_context():
            try:
                do()
            except SQLAlchemyError as error:
                log.warning("the database is away", error=str(error))
        stopping.wait(seconds)


def main(arguments: list[str]) -> int:
    structlog.contextvars.bind_contextvars(process=" ".join(arguments))
    match arguments:
        case ["work", name] if name in queue.QUEUES:
            work(name)
        case ["relay"]:
            _stop_on_signals()
            relay()
        case ["schedule"]:
            _stop_on_signals()
            schedule()
        case _:
            sys.stderr.write(f"python -m fandom.worker work {'|'.join(queue.QUEUES)} · relay · schedule\n")
            return 2
    return 0


def _stop_on_signals() -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
