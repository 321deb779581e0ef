"""The public horizon of each show, remembered for a few seconds: it changes once a day, or with the catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from time import monotonic

from sqlalchemy import select

from fandom.core import clock
from fandom.core.horizon import Airing, Horizon, public_horizon
from fandom.infra.db import db
from fandom.shows.models import Episode, Show

KEPT_S = 5.0
MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    horizon: Horizon
    day: date
    until: float


_kept: dict[str, _Kept] = {}


def public_horizons(show_ids: Iterable[str]) -> Mapping[str, Horizon]:
    """At most two queries, none for what is remembered. A show that is not there reaches nothing."""
    today, now = clock.now().date(), monotonic()
    wanted = set(show_ids)
    known = {show_id: kept for show_id in wanted if (kept := _kept.get(show_id)) and kept.day == today}
    found = {show_id: kept.horizon for show_id, kept in known.items() if kept.until > now}
    fresh = read(wanted - found.keys(), today)
    if len(_kept) > MOST:
        _kept.clear()
    _kept.update({show_id: _Kept(horizon, today, now + KEPT_S) for show_id, horizon in fresh.items()})
    return dict.fromkeys(wanted, Horizon.nothing()) | found | fresh


def forget(show_id: str) -> None:
    _kept.pop(show_id, None)


def forget_all() -> None:
    _kept.clear()


def read(show_ids: set[str], today: date) -> dict[str, Horizon]:
    if not show_ids:
        return {}
    rows = db.session.execute(select(Show.id, Show.public_horizon).where(Show.id.in_(show_ids))).all()
    airings = _airings([show_id for show_id, setting in rows if setting == "aired"])
    return {show_id: _horizon(setting, airings.get(show_id, []), today) for show_id, setting in rows}


def _horizon(setting: str, airings: Iterable[Airing], today: date) -> Horizon:
    if setting == "open":
        return Horizon.all()
    return public_horizon(airings, today) if setting == "aired" else Horizon.nothing()


def _airings(show_ids: list[str]) -> Mapping[str, list[Airing]]:
    found: dict[str, list[Airing]] = defaultdict(list)
    if show_ids:
        columns = (Episode.show_id, Episode.season, Episode.number, Episode.duration_ms, Episode.air_date)
        for row in db.session.execute(select(*columns).where(Episode.show_id.in_(show_ids))):
            found[row.show_id].append(Airing(row.season, row.number, row.duration_ms, row.air_date))
    return found
