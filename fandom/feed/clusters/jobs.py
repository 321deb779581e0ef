"""All clusters worked out anew."""

from fandom.feed.clusters import actions
from fandom.infra.db import unit_of_work
from fandom.posts import spans


def rebuild() -> int:
    """How many episodes there were. Safe to run again, and while people post."""
    with unit_of_work():
        episodes = spans.episodes()
    for each in episodes:
        with unit_of_work():
            actions.regroup_all(episode=each)
    return len(episodes)
