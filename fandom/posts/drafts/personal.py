"""This slice's part of an account: what it has begun to write."""

from collections.abc import Iterable

from sqlalchemy import select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.posts.drafts.actions import drop_draft
from fandom.posts.drafts.models import Draft
from fandom.shows.models import Show


def export(account_id: str) -> Iterable[Piece]:
    query = select(Show.slug.label("show"), Draft.typed, Draft.media_ids, Draft.created_at, Draft.updated_at)
    mine = query.join(Show, Show.id == Draft.show_id).where(Draft.account_id == account_id)
    return (extracts.rows("drafts.json", mine.order_by(Draft.updated_at)),)


def erase(account_id: str) -> bool:
    for show_id in db.session.scalars(select(Draft.show_id).where(Draft.account_id == account_id)).all():
        drop_draft(account_id=account_id, show_id=show_id)
    return False


def listen() -> None:
    personal.answer("posts.drafts", export=export, erase=erase)
