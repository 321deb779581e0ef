"""An app whose commits are savepoints of one transaction that is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from fandom.infra.breaker import redis
from fandom.infra.db import db


@contextmanager
def undone(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        engine = db.engine
        connection = engine.connect()
        outer = connection.begin()
        engines = db._app_engines[app]
        engines[None] = connection
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        redis().call(lambda found: found.flushdb())
        try:
            yield app
        finally:
            db.session.remove()
            engines[None] = engine
            outer.rollback()
            connection.close()
