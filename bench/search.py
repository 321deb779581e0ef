"""First pages of search over 1,000,000 moments, by a fan who is somewhere in half of 200 shows: what PostgreSQL takes.

Two words that each stand in 2 % of the moments, in the same ones or not; one of these; one that stands in a third; and
the same for somebody to whom nothing is open. Beside it the floor: the same page by ids that are known.
"""

import os
from collections.abc import Callable
from statistics import quantiles
from time import perf_counter

from sqlalchemy import text

from bench.ground import fill
from bench.ground.house import house
from bench.ground.processes import CLIENT_CORE, cpu_seconds
from bench.table import Table
from fandom.accounts.relations.queries import hidden_from
from fandom.core.viewer import Viewer
from fandom.infra import reading
from fandom.infra.db import db, unit_of_work
from fandom.posts import queries as posts
from fandom.posts.search import queries
from fandom.posts.search.asking import asked
from fandom.shows.reached import refresh

MOMENTS = 1_000_000
ROUNDS = 60
LIMIT = 25
# In every fiftieth: pairs whose places have nothing to do with each other, and one pair in the same places.
RARE = ("lantern", "harbour", "violin", "orchard", "compass", "thistle")
WORDS = """
INSERT INTO moment_words (moment_id, show_id, author_id, reveal_key, words)
SELECT id, show_id, author_id, reveal_key, search_words(caption || said, tags) FROM moments,
  LATERAL (SELECT string_agg(word, '' ORDER BY word) AS said FROM (
    SELECT ' ' || word FROM unnest(CAST(:rare AS text[])) word WHERE hashtext(id || word) % 50 = 0
    UNION ALL SELECT ' mirror shadow' WHERE hashtext(id || 'mirror') % 50 = 0
    UNION ALL SELECT ' river' WHERE hashtext(id || 'river') % 3 = 0
    UNION ALL SELECT ' w' || hashtext(id || n) % 20000 FROM generate_series(1, 8) n) made (word)) spoken
"""
PROGRESS = """
INSERT INTO progress (show_id, account_id, mode, season, number, updated_at)
SELECT id, :fan, 'at', 2, 5, now() FROM shows WHERE id < 's000000000101'
"""
NOWHERE = "INSERT INTO progress (show_id, account_id, mode, updated_at) SELECT id, :fan, 'none', now() FROM shows"
BEHIND = "a000000000002"


def run() -> Table:
    os.sched_setaffinity(0, {CLIENT_CORE})
    table = Table(["First page", "found", "SQL, CPU ms p95", "wall ms p95", "bar, ms", ""])
    with house() as built, built.app.app_context():
        _fill()
        fan = Viewer(account_id=fill.FAN, handle="fan1", hidden=hidden_from(fill.FAN))
        behind = Viewer(account_id=BEHIND, handle="fan2")
        pairs = [f"{one} {two}" for one in RARE for two in RARE if one < two]
        known = [each.moment.id for each in queries.moments(fan, asked(pairs[0]), LIMIT).items]
        _row(table, "floor: known ids", [lambda: len(posts.moments(fan, known))], None)
        _row(table, "two rare words", [_first(fan, q) for q in pairs], 50)
        _row(table, "two rare words, always together", [_first(fan, "mirror shadow")], 200)
        _row(table, "one of these", [_first(fan, q) for q in RARE], 200)
        _row(table, "a common word", [_first(fan, "river")], 200)
        _row(table, "every word", [_first(fan, '"the way she looks"')], 200)
        _row(table, "a common word, in one fandom", [_first(fan, "river show:show-7")], 200)
        _row(table, "a common word, nothing is open", [_first(behind, "river")], None)
        _row(table, "a rare pair, nothing is open", [_first(behind, q) for q in pairs], 50)
    table.note = f"{MOMENTS:,} moments; load {os.getloadavg()[0]:.1f}"
    return table


def _fill() -> None:
    fill.people_and_shows()
    fill.hiding()
    with unit_of_work():
        db.session.execute(text("ALTER TABLE moments DISABLE TRIGGER moments_were_worded"))
        db.session.execute(text(PROGRESS), {"fan": fill.FAN})
        db.session.execute(text(NOWHERE), {"fan": BEHIND})
        refresh(db.session.scalars(text("SELECT id FROM shows")).all())
    fill.moments(1, MOMENTS)
    with unit_of_work():
        db.session.execute(text(WORDS), {"rare": list(RARE)})
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE moment_words"))


def _first(viewer: Viewer, q: str) -> Callable[[], int]:
    return lambda: len(queries.moments(viewer, asked(q), LIMIT).items)


def _row(table: Table, name: str, reads: list[Callable[[], int]], bar: float | None) -> None:
    """By turns, after each was read once."""
    found = [read() for read in reads]
    backends = [db.session.execute(text("SELECT pg_backend_pid()")).scalar_one()]
    backends += [int(reading.rows("SELECT pg_backend_pid()", {})[0][0])]
    cpu, wall = [], []
    for turn in range(ROUNDS):
        before, begun = cpu_seconds(backends), perf_counter()
        reads[turn % len(reads)]()
        wall.append((perf_counter() - begun) * 1000)
        cpu.append((cpu_seconds(backends) - before) * 1000)
    took = quantiles(cpu, n=20)[-1]
    verdict = "" if bar is None else "held" if took <= bar else "missed"
    table.add(name, min(found), took, quantiles(wall, n=20)[-1], bar or "", verdict)
