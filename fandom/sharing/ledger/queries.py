"""How many: of one moment, and of all that somebody has made, by moment and by week."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from fandom.infra.db import db
from fandom.posts.authored import found_by_author
from fandom.sharing.ledger.models import LedgerCount
from fandom.sharing.ledger.values import Insights, Tally

c = LedgerCount.__table__.c


def insights(moment_id: str) -> Insights:
    query = select(c.day, c.kind, c.people).where(c.moment_id == moment_id).order_by(c.day)
    return _insights(db.session.execute(query))


def of_author(account_id: str, since: date) -> Insights:
    """Of all moments together. `total` is of these days only."""
    query = _theirs(select(c.day, c.kind, func.sum(c.people).label("people")), account_id)
    return _insights(db.session.execute(query.where(c.day >= since).group_by(c.day, c.kind).order_by(c.day)))


def by_moment(moment_ids: Collection[str]) -> Mapping[str, Tally]:
    query = select(c.moment_id, c.kind, func.sum(c.people).label("people"))
    found: dict[str, dict[str, int]] = {each: {} for each in moment_ids}
    for row in db.session.execute(query.where(c.moment_id.in_(moment_ids)).group_by(c.moment_id, c.kind)):
        found[row.moment_id][row.kind] = int(row.people)
    return {each: Tally(kinds) for each, kinds in found.items()}


def opens_by_day(moment_ids: Collection[str], since: date) -> Mapping[str, Mapping[date, int]]:
    """Of each moment, the days on which it was opened."""
    ways = c.kind.in_(["link", "inside", "outside"])
    query = select(c.moment_id, c.day, func.sum(c.people).label("people"))
    found: dict[str, dict[date, int]] = {each: {} for each in moment_ids}
    rows = query.where(c.moment_id.in_(moment_ids), c.day >= since, ways).group_by(c.moment_id, c.day)
    for row in db.session.execute(rows):
        found[row.moment_id][row.day] = int(row.people)
    return found


def weeks(account_id: str, since: date) -> list[tuple[date, Tally]]:
    return weeks_in(of_author(account_id, since), since)


def weeks_in(found: Insights, since: date) -> list[tuple[date, Tally]]:
    """By the Monday they begin with, the newest first; those without anything are left out."""
    days = [(day, tally) for day, tally in found.days.items() if day >= since]
    return sorted(_by_week(days).items(), reverse=True)


def weeks_of_moments(account_id: str, since: date) -> Mapping[str, list[tuple[date, Tally]]]:
    """Of each moment that has any, the oldest first."""
    query = _theirs(select(c.moment_id, c.day, c.kind, c.people), account_id).where(c.day >= since)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(query.order_by(c.moment_id, c.day)):
        found[row.moment_id].append(row)
    return {each: list(_by_week(_insights(rows).days.items()).items()) for each, rows in found.items()}


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _theirs(query: Select[Any], account_id: str) -> Select[Any]:
    return query.where(c.moment_id.in_(found_by_author(account_id)))


def _insights(rows: Iterable[Any]) -> Insights:
    days: dict[date, dict[str, int]] = defaultdict(dict)
    for row in rows:
        days[row.day][row.kind] = int(row.people)
    tallies = {day: Tally(kinds) for day, kinds in days.items()}
    return Insights(sum(tallies.values(), Tally()), tallies)


def _by_week(days: Iterable[tuple[date, Tally]]) -> dict[date, Tally]:
    found: dict[date, Tally] = defaultdict(Tally)
    for day, tally in days:
        found[monday(day)] += tally
    return dict(found)
