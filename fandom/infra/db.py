"""The session, facts, and the one place in the house that commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

from fandom.config import ROOT, Settings
from fandom.core.bus import Fact, bus
from fandom.infra import outbox
from fandom.infra.model import Id, Model

__all__ = ["Id", "Model", "commit_so_far", "db", "forget_facts", "init", "record", "release", "unit_of_work"]

log = structlog.get_logger()

db = SQLAlchemy(model_class=Model, session_options={"autoflush": False})
migrate = Migrate(db=db, directory=str(ROOT / "migrations"))


def init(app: Flask, settings: Settings) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url or "postgresql+psycopg://"
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_size": 10,
        "max_overflow": 20,
        "pool_timeout": 5,
        "connect_args": {"connect_timeout": 3, "application_name": "fandom"},
    }
    db.init_app(app)
    migrate.init_app(app)


def record(fact: Fact) -> None:
    """Say that something happened. Told after the commit of the unit of work around it; forgotten on a rollback."""
    db.session.info.setdefault("facts", []).append(fact)


def forget_facts(but: tuple[type, ...] = ()) -> None:
    """Leave untold what has happened in this unit of work so far, as when an old story is brought in."""
    facts = db.session.info.get("facts", [])
    facts[:] = [fact for fact in facts if isinstance(fact, but)]


def release() -> None:
    """Give the connection back while something slow is done; for units of work that have only read so far."""
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("What was written would be lost: commit it first, in a unit of work of its own.")
    session.rollback()


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit what happens inside, durable listeners' rows included, then tell the listeners. Does not nest."""
    session = db.session()
    if session.info.get("working"):
        raise RuntimeError("A unit of work is already open.")
    session.info["working"] = True
    try:
        yield
        tell = _committed()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("facts", None)
        session.info.pop("working", None)
    tell()


def commit_so_far() -> None:
    """Commit what is done already and tell of it; the unit of work goes on. For long jobs that show how far they are:
    should they be run again, what was committed has happened."""
    session = db.session()
    tell = _committed()
    session.info.pop("working", None)
    try:
        tell()
    finally:
        session.info["working"] = True


def _committed() -> Callable[[], None]:
    """What is left to do then: to send what is durable, and to tell the others."""
    session = db.session()
    session.flush()
    facts: list[Fact] = session.info.pop("facts", [])
    kept = outbox.keep(session, facts)
    session.commit()

    def tell() -> None:
        outbox.send(kept)
        _tell(facts)

    return tell


def _tell(facts: list[Fact]) -> None:
    for fact in facts:
        for listener in bus.immediate(fact):
            try:
                listener.tell(fact)
            except Exception:
                log.exception("listener failed", listener=listener.name, fact=type(fact).__name__)
                db.session.rollback()
