"""For a day an import can be put back, whole or by one show, unless its fan has moved on since."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.infra.db import unit_of_work
from fandom.shows.history import actions
from fandom.shows.history.values import ImportView
from fandom.shows.progress import Said
from tests.shows.history.conftest import Taken, Watcher
from tests.shows.history.exports import dumped, lost, watched_film


def back(watcher: Watcher, found: ImportView, show_id: str | None = None) -> int:
    with unit_of_work():
        return actions.put_back(viewer=watcher.fan.viewer, import_id=found.id, show_id=show_id)


def test_put_back_everybody_stands_where_they_stood(watcher: Watcher, take: Taken) -> None:
    watcher.says((1, 1), 500)
    before = watcher.stands(), watcher.stands(watcher.heat)
    found = take(dumped(lost((2, 4), (0, 1)), watched_film("Heat", 1995)))
    assert back(watcher, found) == 2
    assert (watcher.stands(), watcher.stands(watcher.heat) or None) == (before[0], Said())
    assert back(watcher, found) == 0


def test_one_show_can_be_put_back_by_itself(watcher: Watcher, take: Taken) -> None:
    found = take(dumped(lost((2, 4)), watched_film("Heat", 1995)))
    assert back(watcher, found, watcher.lost.id) == 1
    assert (watcher.stands(), watcher.stands(watcher.heat)) == (Said(), Said("at", 1, 1))


def test_who_has_moved_on_since_stays(watcher: Watcher, take: Taken) -> None:
    found = take(dumped(lost((1, 2))))
    watcher.says((2, 1))
    assert back(watcher, found) == 0
    assert watcher.stands() == Said("at", 2, 1)


def test_put_back_for_a_day(watcher: Watcher, take: Taken, frozen_clock: Callable[..., None]) -> None:
    found = take(dumped(lost((1, 2))))
    frozen_clock(clock.now() + timedelta(days=1, seconds=1))
    with pytest.raises(Conflict):
        back(watcher, found)
