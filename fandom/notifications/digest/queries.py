"""What a week was for one fan: as they may see it now, without whom and what they do not want to see."""

from datetime import datetime

from sqlalchemy import select

from fandom.accounts.models import Account
from fandom.accounts.relations.models import Follow
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.notifications.digest.values import Week
from fandom.posts import queries as posts
from fandom.posts.sight import unwanted
from fandom.posts.values import Face, Open, Sealed
from fandom.shows.queries import memberships_of

CANDIDATES = 400  # of which some are sealed and some unwanted
SHOWN = 5
FOLLOWERS = 200
NAMED = 5


def week(viewer: Viewer, since: datetime) -> Week:
    moments = [each for each in _moments(viewer, since) if not unwanted(viewer, each)]
    best = [each for each in moments if isinstance(each, Open)]
    people = _followers(viewer, since)
    return Week(
        moments=tuple(best[:SHOWN]),
        sealed=sum(isinstance(each, Sealed) for each in moments),
        followers=tuple(people[:NAMED]),
        follower_count=len(people),
    )


def _moments(viewer: Viewer, since: datetime) -> tuple[Open | Sealed, ...]:
    """Those that were taken up most come first, as in `top`."""
    keys = posts.listed(viewer)
    key = keys.selected_columns
    theirs = memberships_of(viewer.account_id or "") - viewer.hidden.shows
    asked = keys.where(key.show_id.in_(theirs), key.created_at > since, key.author_id != viewer.account_id)
    best = asked.order_by(key.engagement.desc(), key.id.desc()).limit(CANDIDATES)
    return posts.moments(viewer, [row.id for row in db.session.execute(best)]) if theirs else ()


def _followers(viewer: Viewer, since: datetime) -> list[Face]:
    theirs = (Follow.followed_id == viewer.account_id, Follow.at > since, Account.state == "active")
    asked = select(Follow.follower_id).join(Account, Account.id == Follow.follower_id).where(*theirs)
    ids = list(db.session.scalars(asked.order_by(Follow.id.desc()).limit(FOLLOWERS)))
    faces = posts.faces(ids)
    return [faces[each] for each in ids if each not in viewer.hidden.accounts]
