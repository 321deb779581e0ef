"""What feeds remember for a while: rankings that were frozen, and what a fan was shown.

Reads write it, after they have read, in units of work of their own, into tables without a log: after a crash it is
gone, and nothing that anybody was told is kept has been lost (ADR 0012).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from fandom.core import clock
from fandom.core.errors import Expired
from fandom.core.viewer import Viewer
from fandom.infra import reading
from fandom.infra.db import unit_of_work

FROZEN_FOR = timedelta(minutes=30)
# A page that is read again within a visit has not sunk; what a former visit showed has.
VISIT = timedelta(minutes=30)
SEEN = 200


class Visit(NamedTuple):
    """Shown `before` it, shown `fresh` in it, and when it began."""

    before: list[str]
    fresh: list[str]
    at: datetime


_FREEZE = """
WITH gone AS (DELETE FROM rankings WHERE frozen_at < %(until)s)
INSERT INTO rankings (id, moment_ids, frozen_at) VALUES (%(id)s, %(ids)s, %(now)s)
ON CONFLICT (id) DO NOTHING RETURNING id
"""
_THAW = "SELECT moment_ids FROM rankings WHERE id = %(id)s AND frozen_at >= %(until)s"
_SEEN = "SELECT moment_ids, fresh_ids, at FROM seen WHERE account_id = %(me)s"
_NOTE = """
INSERT INTO seen (account_id, moment_ids, fresh_ids, at) VALUES (%(me)s, %(before)s, %(fresh)s, %(at)s)
ON CONFLICT (account_id) DO UPDATE
SET moment_ids = excluded.moment_ids, fresh_ids = excluded.fresh_ids, at = excluded.at RETURNING account_id
"""


def freeze(ranking_id: str, ids: Sequence[str]) -> list[str]:
    """What was frozen under this name: who asks twice for the same second page gets the first answer again."""
    now = clock.now()
    made = _keep(_FREEZE, {"id": ranking_id, "ids": list(ids), "now": now, "until": now - FROZEN_FOR})
    return list(ids) if made else thaw(ranking_id)


def thaw(ranking_id: str) -> list[str]:
    """Raises Expired when it is gone."""
    found = frozen(ranking_id)
    if found is None:
        raise Expired
    return found


def frozen(ranking_id: str) -> list[str] | None:
    found = reading.rows(_THAW, {"id": ranking_id, "until": clock.now() - FROZEN_FOR})
    return list(found[0][0]) if found else None


def seen(viewer: Viewer) -> list[str]:
    """What former visits showed, the last first."""
    return _now(_known(viewer)).before


def note(viewer: Viewer, ids: Collection[str]) -> None:
    """That this visit showed these."""
    visit = _now(_known(viewer))
    news = [each for each in ids if each not in set(visit.fresh)]
    if news:
        kept = {"before": visit.before, "fresh": [*news, *visit.fresh][:SEEN], "at": visit.at}
        _keep(_NOTE, {"me": viewer.account_id, **kept})


def _keep(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with unit_of_work():
        return reading.rows(sql, values)


def _known(viewer: Viewer) -> Visit:
    rows = reading.rows(_SEEN, {"me": viewer.account_id})
    return Visit(*rows[0]) if rows else Visit([], [], clock.now())


def _now(last: Visit) -> Visit:
    """The visit of now: the last one, or one that begins and has that behind it."""
    now = clock.now()
    if now - last.at <= VISIT:
        return last
    return Visit(list(dict.fromkeys([*last.fresh, *last.before]))[:SEEN], [], now)
