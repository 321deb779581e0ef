"""Somebody with a secret address, and a server that calls it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fandom.infra.db import db, unit_of_work
from fandom.shows import access, actions, queries
from fandom.shows.progress import Said
from fandom.shows.scrobbles import actions as hooks
from fandom.shows.scrobbles import queries as reads
from fandom.shows.scrobbles.values import HookView
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show, season
from tests.support.http import Http
from tests.support.people import Person, make_fan


@dataclass
class Player:
    fan: Person
    show: ShowView
    film: ShowView
    secret: str
    client: Http

    def call(self, said: Any = None, **options: Any) -> TestResponse:
        given = options or {"data": json.dumps(said), "content_type": "application/json"}
        return self.client.call("POST", f"/hooks/{self.secret}", **given)

    def says(self, said: Any) -> str:
        answer = self.call(said)
        assert answer.status_code == 202, answer.text
        became: str = answer.json["became"]
        return became

    def stands(self) -> Said | None:
        db.session.expire_all()
        return queries.said_by(self.fan.id, [self.show.id]).get(self.show.id)

    def sets(self, place: tuple[int, int], ms: int | None = None) -> None:
        with unit_of_work():
            word = access.word_about(self.show, place, ms)
            actions.set_progress(viewer=self.fan.viewer, show_id=self.show.id, word=word)

    def hook(self) -> HookView:
        db.session.expire_all()
        found = reads.hook(self.fan.id)
        assert found
        return found


@pytest.fixture
def player(app: Flask, http: Callable[..., Http]) -> Player:
    episodes = [*season(1, 3), *season(2, 2), *season(0, 1)]
    for number, each in enumerate(episodes):
        each["external_ids"] = {"tvdb": str(501 + number)}
    show = make_show("lost", episodes, title="Lost", year=2004, external_ids={"tvdb": "73739"})
    film = make_show("heat", season(1, 1), kind="film", title="Heat", year=1995, external_ids={"imdb": "tt0113277"})
    fan = make_fan()
    with unit_of_work():
        secret = hooks.make_hook(viewer=fan.viewer)
    return Player(fan, show, film, secret, http())
