"""What somebody revealed is theirs alone: in their export, and gone with them."""

import json
from collections.abc import Callable

from sqlalchemy import select

from fandom.core import personal
from fandom.infra.db import db, unit_of_work
from fandom.posts.models import Reveal
from tests.posts.reveals.conftest import Scene
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]


def exported(fan: Person) -> list[str]:
    (piece,) = (each for each in personal.pieces(fan.id) if each.path == "reveals.json")
    return [each["moment_id"] for each in json.loads(b"".join(piece.read()))]


def test_an_export_lists_the_moments(http: As, scene: Scene) -> None:
    for moment_id in (scene.other, scene.late):
        http(as_=scene.bo).put(f"/moments/{moment_id}/reveal")
    assert sorted(exported(scene.bo)) == sorted([scene.late, scene.other])
    assert exported(scene.ada) == exported(scene.cy) == []


def test_erasing_takes_ones_own(http: As, scene: Scene) -> None:
    for fan in (scene.bo, scene.cy):
        http(as_=fan).put(f"/moments/{scene.late}/reveal")
    for _ in range(2):
        with unit_of_work():
            assert not personal.erase("posts.reveals", scene.bo.id)
        assert db.session.scalars(select(Reveal.account_id)).all() == [scene.cy.id]
