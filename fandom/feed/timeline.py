"""What can be asked of feeds: which moments, in which order, of which time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fandom.core import clock
from fandom.core.ids import first_id, made_at

SORTS = ("hot", "new", "top")
HOME_SORTS = ("hot", "new")
WINDOWS: Mapping[str, timedelta | None] = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "all": None,
}

EVENLY = 1.5


@dataclass(frozen=True, slots=True)
class Timeline:
    """Which moments: of one show, by id or slug, or else of all; of an episode of it; with a tag in its one form."""

    show_id: str | None = None
    episode: tuple[int, int] | None = None
    tag: str | None = None
    slug: str | None = None

    @property
    def of_one_show(self) -> bool:
        return self.show_id is not None or self.slug is not None

    def values(self) -> Mapping[str, Any]:
        season, number = self.episode or (None, None)
        return {"show": self.show_id, "slug": self.slug, "season": season, "number": number}


def earlier(moment_id: str) -> str:
    """An id twice as old, and a little: by then has come as much again as since then, if it comes evenly."""
    at = made_at(moment_id)
    return first_id(at - EVENLY * (clock.now() - at))


def since(window: str) -> str | None:
    """The first id that a moment of this window can have; None when all are in it."""
    length = WINDOWS[window]
    now: datetime = clock.now()
    return None if length is None else first_id(now - length)
