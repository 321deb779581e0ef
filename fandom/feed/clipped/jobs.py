"""What is counted again by itself: episodes that were never counted, and those whose length has changed."""

from collections.abc import Sequence

from fandom.feed.clipped import actions, queries
from fandom.feed.clipped.queries import Place
from fandom.infra.db import release, unit_of_work


def tidy() -> int:
    """How many there were."""
    return _count(queries.stale_everywhere())


def rebuild(show_id: str | None = None) -> int:
    """All that have a moment or had one, of one show or of every."""
    return _count(queries.counted(show_id))


def _count(places: Sequence[Place]) -> int:
    """Each in a unit of work of its own."""
    release()
    for show_id, episode in places:
        with unit_of_work():
            actions.count_episode(show_id=show_id, episode=episode)
    return len(places)
