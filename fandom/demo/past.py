"""Lets the real actions happen in the past: the clock stands where the demo says, and old news is told to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from fandom.core import clock
from fandom.infra.db import forget_facts, unit_of_work
from fandom.moderation.events import ReportFiled, WordsChanged
from fandom.posts.events import SuspicionRaised

NEWS = timedelta(hours=6)
LONG_AGO = timedelta(days=300)
# What moderators still have to see to, however old it is, and what screening has to know at once.
STANDING = (ReportFiled, SuspicionRaised, WordsChanged)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """For one process that does nothing else: the clock of all of it stands."""
    clock.freeze(moment)
    try:
        yield
    finally:
        clock.thaw()


@contextmanager
def work(ago: timedelta) -> Iterator[None]:
    """A unit of work of which others hear only when it is news."""
    with unit_of_work():
        yield
        if ago > NEWS:
            forget_facts(STANDING)
