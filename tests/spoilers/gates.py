"""Every gate between words and those who have not reached them, and how each is left open.

`opened(patch)` leaves one open; where two stand one behind the other both are, since each alone holds what it guards.
Whatever is read through it must then be seen by the table: a gate that can be left open unnoticed is a hole in it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, true

from fandom.core import holders
from fandom.core.viewer import SYSTEM
from fandom.feed.catch_up import queries as catch_up
from fandom.infra.db import db
from fandom.notifications import queries as inbox
from fandom.notifications.values import Subject
from fandom.posts import pictures, projections, sight
from fandom.posts import queries as posts
from fandom.posts.access import moment_to_read
from fandom.posts.comments import access as comments
from fandom.posts.comments import queries as said
from fandom.posts.search import candidates, gates
from fandom.posts.search import queries as search
from fandom.posts.tags import queries as tags
from fandom.realtime import delivery
from fandom.sharing import access as sharing
from fandom.shows import reached
from fandom.shows.models import Show
from fandom.shows.values import EpisodeView, SeasonView
from fandom.web import heads
from fandom.web.pages import crawlers
from fandom.web.pages import moments as page

Patch = pytest.MonkeyPatch
Opened = Callable[[Patch], None]


def moments(patch: Patch) -> None:
    patch.setattr(sight.Sight, "moment", sight.Sight._open)


def comments_(patch: Patch) -> None:
    patch.setattr(sight.Sight, "opens_comment", lambda *_: True)


def lists(patch: Patch) -> None:
    shown = projections._shown
    patch.setattr(projections, "_shown", lambda row, found, _opens, can: shown(row, found, True, can))


def files(patch: Patch) -> None:
    patch.setitem(holders._answers, pictures.HOLDER, lambda *_: True)


def below_sealed_moments(patch: Patch) -> None:
    def listed(viewer: Any, moment_id: str, limit: int, after: str | None) -> Any:
        moment_to_read(viewer, moment_id)
        return said.comments(viewer, moment_id, limit, after)

    patch.setattr(comments, "comments_to_read", listed)


def news_below_sealed_moments(patch: Patch) -> None:
    def subject(seen: Any, moment: Any) -> Any:
        text = inbox.short(getattr(seen, "body", ""))
        return Subject("comment", seen.id, f"/m/{moment.id}", moment.show, excerpt=text)

    patch.setattr(inbox, "_comment", subject)


def titles(patch: Patch) -> None:
    patch.setattr(EpisodeView, "begun", lambda *_: True)


def titles_of_seasons(patch: Patch) -> None:
    patch.setattr(SeasonView, "begun", lambda *_: True)


def titles_on_moments(patch: Patch) -> None:
    patch.setattr(sight, "_title", lambda row: row.episode_title or "")


def seconds_to_watch(patch: Patch) -> None:
    watched = sight._watched
    patch.setattr(sight, "_watched", lambda row, _ms: watched(row, row.start_ms))


def reached_in_tags(patch: Patch) -> None:
    _everything(patch, tags)


def reached_in_search(patch: Patch) -> None:
    """Candidates, and the bodies that are read by their ids."""
    _everything(patch, gates)
    for name in ("moment_open", "comment_open"):
        patch.setattr(candidates, name, lambda *_: true(), raising=False)
    patch.setattr(search, "_open", lambda _viewer, ids: {each.id: each for each in posts.moments(SYSTEM, ids)})
    patch.setattr(search, "comments_named", lambda _viewer, ids: said.comments_named(SYSTEM, ids))


def waiting(patch: Patch) -> None:
    """What has been unlocked, asked again: they may have gone back since."""
    patch.setattr(catch_up, "placed_within", lambda *_: true())
    shown = catch_up._shown
    patch.setattr(catch_up, "_shown", lambda _viewer, cells, found: shown(SYSTEM, cells, found))


def public_eye(patch: Patch) -> None:
    patch.setattr(sharing, "VISITOR", SYSTEM)


def public_feeds(patch: Patch) -> None:
    patch.setattr(crawlers, "VISITOR", SYSTEM)


def heads_of_pages(patch: Patch) -> None:
    """The head tells what everybody may see, whatever its page shows."""
    patch.setattr(page, "moment_head", lambda seen: heads._moment(sharing.moment_to_share(seen.id)))


def frames(patch: Patch) -> None:
    patch.setattr(delivery, "_by_horizon", lambda *_: delivery.FULL)


def frames_below_sealed_moments(patch: Patch) -> None:
    by_horizon = delivery._by_horizon
    patch.setattr(delivery, "_by_horizon", lambda heard, who: by_horizon({**heard, "shown": None}, who))


def _everything(patch: Patch, module: Any) -> None:
    def saying(viewer: Any) -> dict[str, str]:
        shows = list(db.session.scalars(select(Show.id)))
        quoted = ",".join(f'"{reached.EVERYTHING}"' for _ in shows)
        return {"said_shows": f"{{{','.join(shows)}}}", "said_reached": f"{{{quoted}}}"}

    patch.setattr(module, "saying", saying)
