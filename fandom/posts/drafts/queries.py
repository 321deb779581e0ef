"""Somebody's own drafts."""

from collections.abc import Sequence

from sqlalchemy import func, select

from fandom.core.paging import Page, page_of
from fandom.infra.db import db
from fandom.media.queries import by_id
from fandom.posts.drafts.models import Draft
from fandom.posts.drafts.values import DraftView
from fandom.posts.sight import utc
from fandom.shows.queries import show_refs


def draft_row(account_id: str, show_id: str, *, lock: bool = False) -> Draft | None:
    query = select(Draft).where(Draft.account_id == account_id, Draft.show_id == show_id)
    query = query.execution_options(populate_existing=True)
    return db.session.execute(query.with_for_update() if lock else query).scalar_one_or_none()


def drafts_of(account_id: str, limit: int, before: str | None) -> Page[DraftView]:
    """Begun last comes first."""
    query = select(Draft).where(Draft.account_id == account_id).order_by(Draft.id.desc()).limit(limit + 1)
    rows = db.session.scalars(query.where(Draft.id < before) if before else query).all()
    found = page_of(rows, limit, "id")
    return Page(views(found.items), found.next)


def views(rows: Sequence[Draft]) -> tuple[DraftView, ...]:
    shows = show_refs({row.show_id for row in rows})
    media = by_id([each for row in rows for each in row.media_ids])
    return tuple(
        DraftView(
            id=row.id,
            show=shows[row.show_id],
            fields=row.typed,
            media=tuple(media[each] for each in row.media_ids if each in media),
            version=row.version,
            created_at=utc(row.created_at),
            updated_at=utc(row.updated_at),
        )
        for row in rows
    )


def is_of(account_id: str, draft_id: str) -> bool:
    return db.session.scalar(select(Draft.id).where(Draft.id == draft_id, Draft.account_id == account_id)) is not None


def count_of(account_id: str) -> int:
    return db.session.scalar(select(func.count()).where(Draft.account_id == account_id)) or 0
