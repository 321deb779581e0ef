"""An empty house between tests that really commit: every table but one, and the cache."""

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from fandom.infra.breaker import redis
from fandom.infra.db import db
from fandom.infra.model import Model
from tests.support.waiting import until

# Other processes remember the salts of a day for as long as it lasts; with new ones visitors would be other people.
KEPT = {"ledger_salts"}


def clear(app: Flask) -> None:
    with app.app_context():
        until(_emptied)
        redis().call(lambda found: found.flushdb())


def _emptied() -> bool:
    """False when what the last test left running stood in the way: of two that block each other PostgreSQL ends one."""
    try:
        with db.engine.begin() as connection:
            connection.execute(text(_words()))
    except OperationalError:
        return False
    return True


def _words() -> str:
    """Who still writes is waited for. Twenty times as quick as TRUNCATE where little is in them; order does not matter
    while nothing looks after foreign keys."""
    names = [f'"{name}"' for name in Model.metadata.tables if name not in KEPT]
    return ";".join(
        [
            f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE",
            "SET LOCAL session_replication_role = replica",
            *(f"DELETE FROM {name}" for name in names),
        ]
    )
