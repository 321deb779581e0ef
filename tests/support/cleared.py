"""An empty house between tests that really commit: every table and the cache."""

from flask import Flask
from sqlalchemy import text

from fandom.infra.breaker import redis
from fandom.infra.db import db
from fandom.infra.model import Model


def clear(app: Flask) -> None:
    tables = ", ".join(f'"{name}"' for name in Model.metadata.tables)
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} CASCADE"))
        redis().call(lambda found: found.flushdb())
