"""The limits that administrators have set; every process reads them again within seconds, off the path of requests."""

import re
from collections.abc import Mapping
from datetime import datetime

import structlog
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from fandom.core import clock
from fandom.core.errors import FandomError, Invalid
from fandom.infra.db import Model, db
from fandom.infra.threadpool import gevent_runs

EVERY_S = 5.0
_written = re.compile(r"([1-9]\d{0,5}) per (?:([1-9]\d{0,3}) )?(second|minute|hour|day)s?", re.ASCII)

log = structlog.get_logger()
_set: dict[str, str] = {}


class LimitRule(Model):
    """What holds instead of the limit that the code gives under this name."""

    __tablename__ = "limit_rules"

    name: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str]
    updated_at: Mapped[datetime]


def rule_of(name: str, otherwise: str) -> str:
    return _set.get(name, otherwise)


def checked(typed: str) -> str:
    """A limit as people write it, "60 per 10 minutes", in one form."""
    found = _written.fullmatch(" ".join(typed.lower().split()))
    if found is None:
        raise Invalid({"rule": ["Write it like “60 per 10 minutes”."]})
    amount, of, period = found.groups()
    several = f"{of} {period}s" if of and of != "1" else period
    return f"{amount} per {several}"


def put(name: str, rule: str) -> None:
    values = {"name": name, "rule": rule, "updated_at": clock.now()}
    db.session.execute(insert(LimitRule).values(values).on_conflict_do_update(index_elements=["name"], set_=values))


def drop(name: str) -> bool:
    """False when there was none."""
    gone = delete(LimitRule).where(LimitRule.name == name).returning(LimitRule.name)
    return bool(db.session.execute(gone).all())


def refresh() -> None:
    hold({row.name: row.rule for row in db.session.execute(select(LimitRule.name, LimitRule.rule))})


def hold(rules: Mapping[str, str]) -> None:
    """These, and no others, from now on in this process."""
    _set.clear()
    _set.update(rules)


def follow(app: Flask) -> None:
    """Read them for as long as this process serves."""
    if not gevent_runs():
        return
    import gevent

    def run() -> None:
        while True:
            try:
                with app.app_context():
                    refresh()
            except (SQLAlchemyError, FandomError) as error:
                log.warning("limits were not read", error=str(error))
            gevent.sleep(EVERY_S)

    gevent.spawn(run)
