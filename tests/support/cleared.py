"""An empty house between tests that really commit: every table and the cache."""

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from fandom.infra.breaker import redis
from fandom.infra.db import db
from fandom.infra.model import Model
from tests.support.waiting import until


def clear(app: Flask) -> None:
    tables = ", ".join(f'"{name}"' for name in Model.metadata.tables)
    with app.app_context():
        until(lambda: _truncated(tables))
        redis().call(lambda found: found.flushdb())


def _truncated(tables: str) -> bool:
    """False when what the last test left running stood in the way: of two that block each other PostgreSQL ends one."""
    try:
        with db.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} CASCADE"))
    except OperationalError:
        return False
    return True
