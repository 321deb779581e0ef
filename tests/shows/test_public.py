"""The memory of public horizons: never better than the database, never kept after an error."""

import pytest
from flask import Flask

from fandom.core.bus import bus
from fandom.core.horizon import Horizon
from fandom.core.roles import fandoms_moderated
from fandom.core.viewer import VISITOR
from fandom.infra.db import unit_of_work
from fandom.shows import actions, handlers, public, queries
from fandom.shows.catalogue_schema import parsed
from fandom.shows.events import ShowChanged
from tests.support.catalogue import make_show, show_file


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """`time[0]` is what the memory's clock says."""
    said = [1000.0]
    monkeypatch.setattr(public, "monotonic", lambda: said[0])
    return said


def fail(show_ids: set[str], _today: object) -> dict[str, Horizon]:
    if show_ids:
        raise RuntimeError
    return {}


def test_an_error_is_no_horizon_and_is_not_remembered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    show = make_show(public_horizon="open")
    with monkeypatch.context() as broken:
        broken.setattr(public, "read", fail)
        with pytest.raises(RuntimeError):
            queries.horizon(VISITOR, show.id)
    assert show.id not in public._kept
    assert queries.horizon(VISITOR, show.id).everything


def test_what_is_too_old_is_not_used_when_the_database_fails(
    app: Flask, monkeypatch: pytest.MonkeyPatch, time: list[float]
) -> None:
    show = make_show(public_horizon="open")
    queries.horizon(VISITOR, show.id)
    monkeypatch.setattr(public, "read", fail)
    assert queries.horizon(VISITOR, show.id).everything
    time[0] += public.KEPT_S
    with pytest.raises(RuntimeError):
        queries.horizon(VISITOR, show.id)


def test_a_show_that_was_not_there_is_seen_when_it_comes(app: Flask) -> None:
    assert queries.horizon(VISITOR, "not-yet") == Horizon.nothing()
    assert "not-yet" not in public._kept


def test_what_an_import_opens_is_open_at_once(app: Flask) -> None:
    show = make_show("lantern", 1)
    before = queries.horizon(VISITOR, show.id).upto
    with unit_of_work():
        actions.import_show(show=parsed(show_file("lantern", 2)))
    after = queries.horizon(VISITOR, show.id).upto
    assert before is not None
    assert after is not None
    assert (before.number, after.number) == (1, 2)


def test_listening_twice_is_listening_once(app: Flask) -> None:
    before = len(bus.listeners[ShowChanged])
    handlers.listen()
    assert len(bus.listeners[ShowChanged]) == before
    assert fandoms_moderated("nobody") == frozenset()
