"""Shows with episodes, made as rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Episode, Progress, Season, Show

PALETTE = ["🔥", "😂", "😭", "😱", "👏", "❤"]
LONG_AGO = date(2001, 1, 1)
LENGTH_MS = 2_700_000


@dataclass(frozen=True)
class Fandom:
    id: str
    slug: str


def make_show(slug: str, *, seasons: int = 2, episodes: int = 3, **more: Any) -> Fandom:
    """A series of long ago, so everything is open to the public unless `public_horizon` says else."""
    row = {
        "id": new_id(),
        "slug": slug,
        "kind": "series",
        "title": slug.replace("-", " ").title(),
        "palette": PALETTE,
        "public_horizon": "aired",
        "watch_template": "https://example.com/watch/{id}?t={seconds}",
        "created_at": clock.now(),
    }
    with unit_of_work():
        db.session.add(Show(**row | more))
        db.session.flush()
        for season in range(seasons + 1):
            db.session.add(Season(show_id=row["id"], number=season, title=None))
            for number in range(1, episodes + 1):
                db.session.add(_episode(row["id"], season, number))
    return Fandom(row["id"], slug)


def _episode(show_id: str, season: int, number: int) -> Episode:
    return Episode(
        show_id=show_id,
        season=season,
        number=number,
        title=f"Title of {season}.{number}",
        duration_ms=LENGTH_MS,
        air_date=LONG_AGO,
    )


def seen_up_to(account_id: str, show_id: str, season: int, number: int, ms: int = LENGTH_MS) -> None:
    """Set somebody's progress, forwards or back."""
    row = {"season": season, "number": number, "position_ms": ms, "mode": "at", "updated_at": clock.now()}
    with unit_of_work():
        db.session.merge(Progress(show_id=show_id, account_id=account_id, **row))
