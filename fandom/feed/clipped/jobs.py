"""What is counted again by itself: episodes that were never counted, and those whose length has changed."""

from fandom.feed.clipped import actions, queries
from fandom.infra.db import release, unit_of_work


def tidy() -> int:
    """Each episode in a unit of work of its own. How many there were."""
    found = queries.stale_everywhere()
    release()
    for show_id, episode in found:
        with unit_of_work():
            actions.count_episode(show_id=show_id, episode=episode)
    return len(found)
