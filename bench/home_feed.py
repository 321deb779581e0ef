"""Home of a fan in 200 shows who follows 50 fans and has blocked 20, over 1,000,000 moments.

What PostgreSQL takes and how many shows and fans it probes, by EXPLAIN ANALYZE; and requests beside a bare Flask route.
"""

import os
from collections.abc import Callable
from contextlib import ExitStack

from bench.ground import fill
from bench.ground.contenders import by_turns, contender, cookie_of, ratios
from bench.ground.house import house
from bench.ground.processes import CLIENT_CORE
from bench.ground.requests import request
from bench.ground.statements import executed, heard
from bench.table import Table
from fandom.accounts.relations.queries import hidden_from
from fandom.core.viewer import Viewer
from fandom.feed.lists import Gathered
from fandom.feed.pages import RANKED
from fandom.feed.queries import jsons, of_home

MOMENTS = 1_000_000
ROUNDS = 8
STRETCH = 0.20
SHOWS = ("ix_moments_show_new", "ix_moments_show_hot")
FANS = ("ix_moments_author_new", "ix_moments_author_hot")


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    table = Table(["Home", "SQL, ms", "shows probed", "fans probed", "bar, ms", ""])
    with house() as built, ExitStack() as stack:
        with built.app.app_context():
            fill.people_and_shows()
            fill.hiding()
            fill.belonging()
            fill.moments(1, MOMENTS)
            for name, bar, read in _reads(Viewer(account_id=fill.FAN, handle="fan1", hidden=hidden_from(fill.FAN))):
                took, probes = executed(heard(read))
                probed = [sum(probes[each] for each in indexes) for indexes in (SHOWS, FANS)]
                table.add(name, took, *probed, bar, "held" if took <= bar else "missed")
        asked = request("GET", "/api/v1/feeds/home", {"Cookie": cookie_of(built.app), "Accept": "application/json"})
        floor = stack.enter_context(contender("bench.ground.floor:app", {}, lambda _: request("GET", "/", {})))
        product = stack.enter_context(contender("wsgi:app", built.environ, lambda _: asked))
        by_clock, by_cpu = ratios(by_turns(floor, product, ROUNDS))
        assert product.load.statuses == {b"200"}, product.load.statuses
    table.note = f"{by_clock:.2f} of the floor, {by_cpu:.2f} per CPU second; stretch {STRETCH}"
    return table


def _reads(fan: Viewer) -> list[tuple[str, float, Callable[[], object]]]:
    def page(sort: str, cursor: str | None) -> Callable[[], object]:
        return lambda: jsons(of_home(fan, sort), 25, cursor, "http://bench")

    first = jsons(of_home(fan, "new"), 25, None, "http://bench")
    return [
        ("new, page 1", 2.0, page("new", None)),
        ("new, page 2", 4.0, page("new", first.next)),
        ("hot, page 1", 2.0, page("hot", None)),
        ("hot, what is frozen", 25.0, lambda: Gathered(fan, "hot").best(RANKED)),
    ]
