"""Numbers as JSON. Shares only where there are enough people for one to say nothing of any of them."""

from datetime import date
from typing import Any

from fandom.sharing.ledger.values import WAYS, Insights, Tally

Json = dict[str, Any]
QUARTERS = ("25", "50", "75", "100")


def tally_json(found: Tally) -> Json:
    shares = found.shares
    return {
        "opens": found.opens,
        "opens_by": {way: found[way] for way in WAYS},
        "plays": found.plays,
        "reached": dict(zip(QUARTERS, found.reached, strict=True)),
        "watched_through": None if shares is None else round(shares[-1], 3),
        "title_opens": found["title"],
        "sign_ups": found["join"],
    }


def day_json(day: date, found: Tally) -> Json:
    """Who joined on which day would be easy to see; so of a day that is not said."""
    return {"day": day.isoformat(), "opens": found.opens, "plays": found.plays, "title_opens": found["title"]}


def insights_json(moment_id: str, found: Insights) -> Json:
    days = [day_json(day, tally) for day, tally in found.days.items()]
    return {"moment": moment_id, **tally_json(found.total), "days": days}
