"""Histories on their way: somebody with shows to be found, a folder for files, and imports made step by step."""

import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from fandom.core.ids import new_id
from fandom.infra import queue
from fandom.infra.db import db, unit_of_work
from fandom.infra.incoming import Incoming
from fandom.shows import access, actions, queries
from fandom.shows.history import queries as histories
from fandom.shows.history import running, sending
from fandom.shows.history.values import ImportView
from fandom.shows.progress import Said
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show, season
from tests.support.people import Person, make_fan

Taken = Callable[..., ImportView]


@dataclass
class Watcher:
    fan: Person
    lost: ShowView
    heat: ShowView

    def stands(self, show: ShowView | None = None) -> Said | None:
        db.session.expire_all()
        show_id = (show or self.lost).id
        return queries.said_by(self.fan.id, [show_id]).get(show_id)

    def says(self, place: tuple[int, int], ms: int | None = None) -> None:
        with unit_of_work():
            word = access.word_about(self.lost, place, ms)
            actions.set_progress(viewer=self.fan.viewer, show_id=self.lost.id, word=word)


@pytest.fixture
def watcher(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Watcher:
    """Nothing is sent to a worker: tests make the steps."""
    monkeypatch.setattr(queue, "enqueue", lambda *_args, **_more: True)
    episodes = [*season(1, 3, external_ids={}), *season(2, 4, external_ids={})]
    episodes += [{**season(0, 1)[0], "external_ids": {}}]
    episodes[0]["external_ids"] = {"tvdb": "501"}
    lost = make_show("lost", episodes, title="Lost", year=2004, external_ids={"tvdb": "73739"})
    heat = make_show("heat", season(1, 1), kind="film", title="Heat", year=1995, external_ids={"imdb": "tt0113277"})
    return Watcher(make_fan(), lost, heat)


@pytest.fixture
def send(watcher: Watcher, app: Flask) -> Callable[..., str]:
    def run(data: bytes, name: str = "watched.json") -> str:
        stream: Any = Incoming(app.extensions["settings"].data / "incoming")
        stream.write(data)
        with contextlib.closing(stream):
            return sending.send(viewer=watcher.fan.viewer, file=FileStorage(stream, filename=name))

    return run


@pytest.fixture
def take(watcher: Watcher, send: Callable[..., str]) -> Taken:
    """A whole import."""

    def run(data: bytes, name: str = "watched.json") -> ImportView:
        import_id, runner = send(data, name), new_id()
        while running.advance(import_id, runner):
            pass
        found = histories.by_id(watcher.fan.id, import_id)
        assert found is not None
        return found

    return run


def upload(data: bytes, name: str = "watched.json") -> dict[str, Any]:
    return {"data": {"file": (io.BytesIO(data), name)}, "content_type": "multipart/form-data"}
