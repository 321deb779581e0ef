"""Writes to drafts: keep, drop, and forget those that nobody has touched for long."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.errors import Conflict, Invalid, Stale
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.media.access import uploads_to_attach
from fandom.media.actions import hold, release
from fandom.posts.drafts import queries
from fandom.posts.drafts.models import Draft
from fandom.posts.drafts.values import Typed

HOLDER = "draft"
KEPT_FOR = timedelta(days=30)
MOST = 100


def keep_draft(*, author: Viewer, show_id: str, draft: Draft | None, typed: Typed) -> Draft:
    """`draft` comes locked from its door. Nothing is refused for being unfinished; the same again is no change.

    Of the uploads those are kept that could be published: the author's own, not failed, not used elsewhere.
    """
    row = draft or _begun(author, show_id)
    media = _attachable(author, typed.media, row.id)
    if draft is not None and (row.typed, row.media_ids) == (dict(typed.fields), media):
        return row
    row.version += draft is not None
    row.typed, row.media_ids, row.updated_at = dict(typed.fields), media, clock.now()
    db.session.flush()
    release(HOLDER, row.id, but=media)
    for each in media:
        hold(each, HOLDER, row.id)
    return row


def drop_draft(*, account_id: str, show_id: str) -> None:
    """What is not there stays away. Its uploads are let go."""
    mine = delete(Draft).where(Draft.account_id == account_id, Draft.show_id == show_id).returning(Draft.id)
    _dropped(db.session.scalars(mine).all())


def forget_old(limit: int = 200) -> int:
    """Drop what nobody has touched for 30 days; safe to run at once in several places."""
    old = select(Draft.id).where(Draft.updated_at < clock.now() - KEPT_FOR).order_by(Draft.updated_at).limit(limit)
    ids = db.session.scalars(old.with_for_update(skip_locked=True)).all()
    db.session.execute(delete(Draft).where(Draft.id.in_(ids)))
    _dropped(ids)
    return len(ids)


def _dropped(ids: Sequence[str]) -> None:
    for each in ids:
        release(HOLDER, each)


def _begun(author: Viewer, show_id: str) -> Draft:
    """Stale when another tab has begun one at this very moment: neither would know of the other."""
    account_id, now = str(author.account_id), clock.now()
    if queries.count_of(account_id) >= MOST:
        raise Conflict("You have a hundred drafts. Publish one, or throw one away.", code="too-many-drafts")
    row = {"id": new_id(), "account_id": account_id, "show_id": show_id, "typed": {}, "media_ids": [], "version": 1}
    made = insert(Draft).values(**row, created_at=now, updated_at=now).on_conflict_do_nothing().returning(Draft.id)
    draft_id = db.session.scalar(made)
    if draft_id is None:
        raise Stale
    return db.session.get_one(Draft, draft_id)


def _attachable(author: Viewer, ids: Sequence[str], draft_id: str) -> list[str]:
    """All of them at once as a rule; where something is wrong, each by itself, always in the same order."""
    if _may_attach(author, ids, draft_id):
        return list(ids)
    good = {each for each in sorted(set(ids)) if _may_attach(author, [each], draft_id)}
    return [each for each in dict.fromkeys(ids) if each in good]


def _may_attach(author: Viewer, ids: Sequence[str], draft_id: str) -> bool:
    try:
        uploads_to_attach(author, ids, holder=(HOLDER, draft_id))
    except Invalid:
        return False
    return True
