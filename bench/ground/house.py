"""A Fandom to be measured: its own PostgreSQL and Valkey, one show called bench."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from fandom.app import create_app
from fandom.config import Settings
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra import embedded
from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Show

ORIGIN = "http://bench"
SECRET = "bench-secret"


@dataclass(frozen=True)
class House:
    app: Flask
    redis_url: str
    environ: dict[str, str]
    show_id: str


@contextmanager
def house() -> Iterator[House]:
    with tempfile.TemporaryDirectory() as folder, embedded.servers(Path(folder)) as urls:
        settings = Settings(
            database_url=urls.database.replace("postgresql://", "postgresql+psycopg://"),
            redis_url=urls.redis,
            secret=SECRET,
            origin=ORIGIN,
            limits=False,
        )
        environ = {
            "DATABASE_URL": urls.database,
            "REDIS_URL": urls.redis,
            "FANDOM_SECRET": SECRET,
            "FANDOM_ORIGIN": ORIGIN,
            "FANDOM_LIMITS": "off",
        }
        app = create_app(settings)
        with app.app_context():
            upgrade()
            show_id = _show()
            db.session.remove()
        yield House(app, urls.redis, environ, show_id)
        with app.app_context():
            db.engine.dispose()


def _show() -> str:
    show_id = new_id()
    with unit_of_work():
        db.session.add(
            Show(id=show_id, slug="bench", kind="film", title="Bench", palette=["🔥"], created_at=clock.now())
        )
    return show_id
