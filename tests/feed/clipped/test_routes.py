"""The heatmap of an episode as programs get it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import update

from fandom.infra.db import db, unit_of_work
from fandom.shows import public
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.support.catalogue import HOUR_MS

Talk = Callable[..., list[str]]


def test_the_show_is_asked_for_by_its_name(talk: Talk, http: Any, show: ShowView) -> None:
    talk(40, 50)
    found = http().get(f"/shows/{show.slug}/episodes/s01e02/heatmap").json
    assert (found["episode"], found["duration_ms"], len(found["bins"]), found["bins"][1]) == ("s01e02", HOUR_MS, 100, 5)
    assert http().get(f"/shows/{show.slug}/episodes/s09e09/heatmap").status_code == 404
    assert http().get("/shows/none/episodes/s01e02/heatmap").status_code == 404


def test_a_closed_show_tells_visitors_nothing(talk: Talk, http: Any, show: ShowView) -> None:
    talk(40, 50)
    with unit_of_work():
        db.session.execute(update(Show).where(Show.id == show.id).values(public_horizon="closed"))
    public.forget_all()
    found = http().get(f"/shows/{show.slug}/episodes/s01e02/heatmap").json
    assert (set(found["bins"]), found["reached_ms"]) == ({None}, 0)
