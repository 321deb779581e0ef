"""What heatmaps do when something happens to moments and episodes."""

from fandom.core.bus import bus
from fandom.feed.clipped import actions
from fandom.posts.events import MomentChanged, MomentPublished, MomentRemoved, MomentResealed
from fandom.shows.events import ShowChanged, ShowImported


def count(fact: MomentPublished | MomentChanged | MomentResealed | MomentRemoved) -> None:
    actions.count_fan(show_id=fact.show_id, account_id=fact.author_id)


def follow(fact: ShowChanged | ShowImported) -> None:
    actions.count_stale(show_id=fact.show_id)


def listen() -> None:
    for happened in (MomentPublished, MomentChanged, MomentResealed, MomentRemoved):
        bus.listen(happened, count, queue="default")
    for changed in (ShowChanged, ShowImported):
        bus.listen(changed, follow, queue="default")
