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

CANDIDATES = 400  # the newest that are looked at
SHOWN = 5
FOLLOWERS = 200
NAMED = 5


def week(viewer: Viewer, since: datetime) -> Week:
    moments = [each for each in _moments(viewer, since) if not unwanted(viewer, each)]
    best = sorted((each for each in moments if isinstance(each, Open)), key=_weight, reverse=True)
    people = _followers(viewer, since)
    return Week(
        moments=tuple(best[:SHOWN]),
        sealed=sum(isinstance(each, Sealed) for each in moments),
        followers=tuple(people[:NAMED]),
        follower_count=len(people),
    )


def _moments(viewer: Viewer, since: datetime) -> tuple[Open | Sealed, ...]:
    keys = posts.listed(viewer)
    key = keys.selected_columns
    theirs = memberships_of(viewer.account_id or "") - viewer.hidden.shows
    asked = keys.where(key.show_id.in_(theirs), key.created_at > since, key.author_id != viewer.account_id)
    ids = [row.id for row in db.session.execute(asked.order_by(key.id.desc()).limit(CANDIDATES))] if theirs else []
    return posts.moments(viewer, ids)


def _weight(seen: Open) -> tuple[int, str]:
    return seen.reaction_count + 2 * seen.comment_count, seen.id


def _followers(viewer: Viewer, since: datetime) -> list[Face]:
    theirs = (Follow.followed_id == viewer.account_id, Follow.at > since, Account.state == "active")
    asked = select(Follow.follower_id).join(Account, Account.id == Follow.follower_id).where(*theirs)
    ids = list(db.session.scalars(asked.order_by(Follow.id.desc()).limit(FOLLOWERS)))
    faces = posts.faces(ids)
    return [faces[each] for each in ids if each not in viewer.hidden.accounts]
