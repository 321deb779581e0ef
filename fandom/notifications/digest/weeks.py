"""Which week a digest is of. Weeks end on Fridays, before people watch. Pure."""

from datetime import datetime, timedelta

WEEK = timedelta(days=7)
# From Monday 00:00, where weeks of the calendar begin, to Friday 16:00.
_SHIFT = timedelta(days=4, hours=16)


def slot_of(at: datetime) -> str:
    """ "2026-W47": the same until the next Friday, 16:00 UTC."""
    year, week, _ = (at - _SHIFT).isocalendar()
    return f"{year}-W{week:02d}"
