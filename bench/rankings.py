"""Ranked lists beside the newest: what PostgreSQL takes for the first page, and for a ranking that is frozen.

All by turns on one connection, from here and back; over 1,000,000 moments of a year and a half in 200 shows.
"""

from collections.abc import Callable

from bench.ground import fill
from bench.ground.house import house
from bench.ground.statements import heard, milliseconds
from bench.table import Table
from fandom.accounts.relations.queries import hidden_from
from fandom.core.viewer import Viewer
from fandom.feed.lists import Gathered, List, ShowList
from fandom.feed.pages import RANKED
from fandom.feed.queries import jsons
from fandom.feed.timeline import Timeline

MOMENTS = 1_000_000
ROUNDS = 150
BAR, FREEZING_BAR_MS = 1.3, 25.0


def run() -> Table:
    table = Table(["list", "ms", "of new", "bar"])
    with house() as built, built.app.app_context():
        fill.people_and_shows()
        fill.hiding()
        fill.belonging()
        fill.moments(1, MOMENTS)
        fan = Viewer(account_id=fill.FAN, handle="fan1", hidden=hidden_from(fill.FAN))
        for group in (_of_a_show(fan), _of_all(fan)):
            took = milliseconds([heard(_page(source)) for source in group.values()], ROUNDS)
            for name, ms in zip(group, took, strict=True):
                table.add(name, ms, ms / took[0], "held" if ms <= BAR * took[0] else "missed")
        frozen = {name: _best(source) for name, source in (_of_a_show(fan) | _of_all(fan)).items() if "new" not in name}
        for name, ms in zip(frozen, milliseconds([heard(read) for read in frozen.values()], ROUNDS // 5), strict=True):
            table.add(f"{name}, frozen", ms, "", "held" if ms <= FREEZING_BAR_MS else "missed")
    table.note = f"bars: {BAR} of new, {FREEZING_BAR_MS} ms for what is frozen"
    return table


def _of_a_show(fan: Viewer) -> dict[str, List]:
    here = Timeline(slug="show-7")
    tops: dict[str, List] = {
        f"show, top of {each}": ShowList(fan, here, "top", each) for each in ("day", "week", "month", "all")
    }
    return {"show, new": ShowList(fan, here), "show, hot": ShowList(fan, here, "hot")} | tops


def _of_all(fan: Viewer) -> dict[str, List]:
    return {"home, new": Gathered(fan, "new"), "home, hot": Gathered(fan, "hot"), "trending": Gathered(fan, "trending")}


def _page(source: List) -> Callable[[], object]:
    return lambda: jsons(source, 25, None, "http://bench")


def _best(source: List) -> Callable[[], object]:
    return lambda: source.best(RANKED + 25)
