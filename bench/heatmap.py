"""The heatmap of an episode with 100,000 moments, read by fans who are each somewhere else in it.

The floor is the least that the same PostgreSQL can be asked: as many rows of counts by their key, without anybody's
horizon. Everything that is read is held to a count by hand, moment by moment, and again after a thousand changes.
"""

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import quantiles
from time import perf_counter

from sqlalchemy import text

from bench.ground import fill
from bench.ground.house import house
from bench.ground.processes import CLIENT_CORE
from bench.table import Table
from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import Viewer
from fandom.feed.clipped import actions, queries
from fandom.feed.clipped.values import BINS, LEAST
from fandom.infra.db import db, unit_of_work

MOMENTS = 100_000
CHANGED = 1_000
LENGTH_MS = 45 * 60_000
ROUNDS = 200
BAR_MS = 20.0
SHOW, EPISODE = "s000000000001", (1, 1)
HERE = {"show": SHOW, "long": LENGTH_MS}
# Every third lies in one of three scenes; one of ten opens later than at its out point, some in the next episode.
PLACED = """
UPDATE moments SET show_id = :show, season = 1, number = 1, state = 'published',
  start_ms = at_ms, end_ms = at_ms + 4000 + n % 9000,
  reveal_season = 1, reveal_number = CASE WHEN n % 50 = 0 THEN 2 ELSE 1 END,
  reveal_ms = CASE WHEN n % 10 = 0 THEN least(:long, at_ms + 900000) ELSE at_ms + 4000 + n % 9000 END
FROM (SELECT id AS moved, n, CASE n % 3 WHEN 0 THEN (n % 7 / 2) * 600000 + 300000 + abs(hashtext(id)) % 60000
  ELSE abs(hashtext(id)) % (:long - 13000) END AS at_ms
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM moments) numbered) found
WHERE moments.id = found.moved
"""
TOLD = """
SELECT author_id, start_ms, end_ms, reveal_season, reveal_number, reveal_ms FROM moments
WHERE show_id = :show AND season = 1 AND number = 1 AND state = 'published'
"""
FLOOR = "SELECT bin, opens_key, fans FROM clipped_bins WHERE show_id = :show AND season = 1 AND number = 1 LIMIT 100"
HIDDEN = "UPDATE moments SET state = 'hidden' WHERE id = any(:ids) RETURNING author_id"
Read = Callable[[int], object]


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    queries.KEPT_S = 0.0
    table = Table(["reading", "p50 ms", "p95 ms", "most ms", "bar, ms", ""])
    with house() as built, built.app.app_context():
        counted_s = _fill()
        fans = _fans()
        _row(table, "floor: a hundred rows by their key", lambda _: db.session.execute(text(FLOOR), HERE).all(), None)
        _row(table, "the heatmap of a fan", lambda n: queries.heatmap(fans[n % len(fans)], SHOW, EPISODE), BAR_MS)
        wrong = _differences(fans)
        changed_s = _change()
        wrong += _differences(fans)
    table.note = (
        f"{MOMENTS:,} moments counted in {counted_s:.1f} s, {CHANGED:,} changes in {changed_s:.1f} s; "
        f"{wrong} of {2 * len(fans)} heatmaps differ from a count by hand; load {os.getloadavg()[0]:.1f}"
    )
    return table


def _fill() -> float:
    fill.people_and_shows()
    fill.moments(1, MOMENTS)
    with unit_of_work():
        db.session.execute(text("UPDATE episodes SET duration_ms = :long WHERE show_id = :show"), HERE)
        db.session.execute(text(PLACED), HERE)
    _analyse("moments")
    began = perf_counter()
    with unit_of_work():
        actions.count_episode(show_id=SHOW, episode=EPISODE)
    took = perf_counter() - began
    _analyse("clipped_bins", "clipped_fans", "clipped_episodes")
    return took


def _analyse(*tables: str) -> None:
    """As autovacuum would by and by."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables:
            connection.execute(text(f"VACUUM ANALYZE {table}"))


def _fans() -> list[Viewer]:
    """Twenty, somewhere in the episode, past it, and before it."""
    places = [(1, 1, LENGTH_MS * n // 17) for n in range(17)] + [(1, 2, 0), (1, 2, LENGTH_MS), (2, 1, 0)]
    accounts = list(db.session.scalars(text("SELECT id FROM accounts ORDER BY id LIMIT 20")))
    place = (
        "INSERT INTO progress (show_id, account_id, mode, season, number, position_ms, updated_at)"
        " VALUES (:show, :fan, 'at', :season, :number, :ms, now())"
        " ON CONFLICT (show_id, account_id) DO UPDATE SET mode = 'at', season = :season, number = :number,"
        " position_ms = :ms"
    )
    with unit_of_work():
        for fan, (season, number, ms) in zip(accounts, places, strict=True):
            values = {"fan": fan, "season": season, "number": number, "ms": ms}
            db.session.execute(text(place), HERE | values)
    return [Viewer(account_id=fan) for fan in accounts]


def _row(table: Table, name: str, read: Read, bar: float | None) -> None:
    took = []
    for n in range(ROUNDS):
        began = perf_counter()
        read(n)
        took.append((perf_counter() - began) * 1000)
    cuts = quantiles(took, n=20)
    held = "" if bar is None else "held" if cuts[18] <= bar else "missed"
    table.add(name, cuts[9], cuts[18], max(took), "" if bar is None else bar, held)


def _change() -> float:
    """Hidden by moderators, each told as its listener is."""
    dice = random.Random(7)
    ids = list(db.session.scalars(text("SELECT id FROM moments WHERE show_id = :show"), HERE))
    with unit_of_work():
        authors = list(db.session.scalars(text(HIDDEN), {"ids": dice.sample(ids, CHANGED)}))
    began = perf_counter()
    for author in authors:
        with unit_of_work():
            actions.count_fan(show_id=SHOW, account_id=author)
    return perf_counter() - began


def _differences(fans: Iterable[Viewer]) -> int:
    told = db.session.execute(text(TOLD), HERE).all()
    horizons = [(fan, queries.horizon(fan, SHOW)) for fan in fans]
    return sum(queries.heatmap(fan, SHOW, EPISODE).bins != _by_hand(told, reach) for fan, reach in horizons)


def _by_hand(told: Iterable[tuple[str, int, int, int, int, int]], horizon: Horizon) -> tuple[int | None, ...]:
    fans: dict[int, set[str]] = defaultdict(set)
    for author, start_ms, end_ms, season, number, ms in told:
        if horizon.reaches(_rounded(season, number, ms)):
            for n in range(start_ms * BINS // LENGTH_MS, -(-end_ms * BINS // LENGTH_MS)):
                fans[n].add(author)
    return tuple(_told(len(fans[n])) if horizon.reaches(_end(n)) else None for n in range(BINS))


def _rounded(season: int, number: int, ms: int) -> Position:
    here = (season, number) == EPISODE
    return Position(season, number, _up(_up(ms * BINS, LENGTH_MS) * LENGTH_MS, BINS) if here else ms)


def _end(n: int) -> Position:
    return Position(*EPISODE, _up((n + 1) * LENGTH_MS, BINS))


def _told(fans: int) -> int:
    return fans if fans >= LEAST else 0


def _up(whole: int, parts: int) -> int:
    return -(-whole // parts)
