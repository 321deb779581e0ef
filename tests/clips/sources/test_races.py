"""Several at once, with real commits: one source of one film, whoever was first, and nobody waits for ever."""

from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.clips.events import SourceNamed
from fandom.clips.sources import actions, jobs
from fandom.clips.stamps import stamp_of
from fandom.infra import delivery
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.shows.actions import import_show
from fandom.shows.catalogue_schema import parsed
from fandom.shows.models import Episode, Show
from tests.clips.sources.conftest import draw, source
from tests.support.catalogue import episode, make_show, show_file
from tests.support.committed import Race

pytestmark = pytest.mark.live


@pytest.fixture
def show_id(committed: Flask) -> str:
    return make_show("lantern", [episode(1, number, duration_ms=None) for number in (1, 2, 3)]).id


def deliver_all() -> None:
    while rows := db.session.scalars(select(Outbox.id)).all():
        db.session.rollback()
        for row in rows:
            delivery.deliver(row)
    db.session.rollback()


def test_named_by_many_at_once_it_is_one(race: Race, show_id: str, tmp_path: Path) -> None:
    films = [draw(tmp_path / f"{name}.mp4") for name in ("one", "two")]
    name = partial(actions.name_source, show_id=show_id, season=1, number=1)
    race(*[partial(name, path=path) for path in films * 3])
    deliver_all()
    found = source()
    assert found.path in {str(each) for each in films}
    assert (found.status, found.stamp, found.duration_ms) == ("ready", stamp_of(Path(found.path)), 2000)


def test_looked_into_by_many_at_once_while_the_show_is_imported(race: Race, show_id: str, tmp_path: Path) -> None:
    film = draw(tmp_path / "film.mp4")
    with unit_of_work():
        for number in (1, 2, 3):
            actions.name_source(show_id=show_id, season=1, number=number, path=film)
    version = db.session.scalar(select(Show.version)) or 0
    db.session.rollback()
    titles = [episode(1, number, duration_ms=None, title="Fog") for number in (1, 2, 3, 4)]
    again = parsed(show_file("lantern", titles))
    looks = [partial(jobs.probe, SourceNamed(show_id, 1, number)) for number in (1, 2, 3) * 2]
    race(*looks, partial(import_show, show=again))
    for number in (1, 2, 3):
        assert (source(number).status, source(number).duration_ms) == ("ready", 2000)
    assert (db.session.scalar(select(Show.version)) or 0) > version
    assert set(db.session.scalars(select(Episode.title))) == {"Fog"}
