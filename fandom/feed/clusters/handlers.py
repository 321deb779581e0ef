"""What clusters do when something happens to moments, or when fans answer them."""

from fandom.core.bus import bus
from fandom.feed.clusters import actions, queries
from fandom.feed.clusters.events import LeaderBeaten
from fandom.infra.db import record, unit_of_work
from fandom.posts.events import (
    CommentPosted,
    CommentRemoved,
    MomentChanged,
    MomentPublished,
    MomentRemoved,
    ReactionsChanged,
)


def moment_turned(fact: MomentPublished | MomentChanged | MomentRemoved | LeaderBeaten) -> None:
    actions.regroup(moment_id=fact.moment_id)


def moment_answered(fact: ReactionsChanged | CommentPosted | CommentRemoved) -> None:
    """A look that is lost with its process is taken again at the next answer."""
    if queries.is_beaten(fact.moment_id):
        with unit_of_work():
            record(LeaderBeaten(fact.moment_id))


def listen() -> None:
    for turned in (MomentPublished, MomentChanged, MomentRemoved, LeaderBeaten):
        bus.listen(turned, moment_turned, queue="default")
    for answered in (ReactionsChanged, CommentPosted, CommentRemoved):
        bus.listen(answered, moment_answered)
