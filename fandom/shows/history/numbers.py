"""Numbers, days and words as other programs write them, bounded; what is not one of them is None or empty. Pure."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from fandom.core import clock
from fandom.shows.library import nfo

SEASON_MAX, NUMBER_MAX = 999, 9999
YEARS = range(1870, 2201)
# Who watches in another time zone, by a clock that is wrong, has still watched.
AHEAD = timedelta(days=1)
_DIGITS = re.compile(r"\s*\d{1,9}(?:\.0)?\s*", re.ASCII)
_TITLE_READ = 2000


def whole(value: Any) -> int | None:
    """3, "3" and 3.0."""
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(float(value))
    if isinstance(value, float) and value.is_integer() and 0 <= value < 1e9:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1e9 else None


def place(season: Any, number: Any) -> tuple[int, int] | None:
    """Episodes are counted from 1, specials' seasons too are named 0."""
    found = whole(season), whole(number)
    if found[0] is None or found[1] is None or found[0] > SEASON_MAX or not 1 <= found[1] <= NUMBER_MAX:
        return None
    return found[0], found[1]


def year(value: Any) -> int | None:
    found = whole(value)
    return found if found in YEARS else None


def title(value: Any) -> str:
    """One line that cannot deceive."""
    return nfo.line(value[:_TITLE_READ]) if isinstance(value, str) else ""


def in_future(when: Any) -> bool:
    """A time that cannot be read is some time."""
    if not isinstance(when, str):
        return False
    try:
        found = datetime.fromisoformat(when.strip()[:40])
    except ValueError:
        return False
    return (found if found.tzinfo else found.replace(tzinfo=UTC)) > clock.now() + AHEAD
