"""Whom somebody may like to follow: those who have posted most of late in the fandoms that are theirs."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from fandom.accounts.models import Account
from fandom.accounts.relations.models import Follow
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.queries import listed

OF_LATE = 400

a = Account.__table__.c
f = Follow.__table__.c


@dataclass(frozen=True, slots=True)
class Fan:
    """`show_ids`: where they have posted, among those that were asked for."""

    id: str
    handle: str
    display_name: str
    about: str
    avatar_id: str | None
    show_ids: list[str]


def company(viewer: Viewer, show_ids: Collection[str], limit: int) -> tuple[Fan, ...]:
    """Without the viewer, those they follow already and those they are not to be shown."""
    if not show_ids:
        return ()
    keys = listed(viewer)
    key = keys.selected_columns
    late = keys.where(key.show_id.in_(sorted(show_ids))).order_by(key.id.desc()).limit(OF_LATE).subquery().c
    followed = exists().where(f.follower_id == viewer.account_id, f.followed_id == a.id)
    others = (a.state == "active", a.id != viewer.account_id, a.id.not_in(sorted(viewer.hidden.accounts)), ~followed)
    shows = func.array_agg(late.show_id.distinct())
    query = select(a.id, a.handle, a.display_name, a.about, a.avatar_id, shows).join(
        Account.__table__, a.id == late.author_id
    )
    query = query.where(*others).group_by(a.id).order_by(func.count().desc(), func.max(late.id).desc()).limit(limit)
    return tuple(Fan(*row) for row in db.session.execute(query))
