"""Reads of imports."""

from sqlalchemy import or_, select

from fandom.core import clock
from fandom.core.paging import Page, page_of
from fandom.infra.db import db
from fandom.shows.library.models import LibraryImport
from fandom.shows.library.values import Import

COLUMNS = [getattr(LibraryImport, name) for name in Import.__dataclass_fields__]


def imports(*, after: str | None = None, limit: int = 25) -> Page[Import]:
    """The latest first."""
    query = select(*COLUMNS).order_by(LibraryImport.id.desc()).limit(limit + 1)
    if after:
        query = query.where(LibraryImport.id < after)
    return page_of((Import(*row) for row in db.session.execute(query)), limit, "id")


def by_id(import_id: str) -> Import | None:
    row = db.session.execute(select(*COLUMNS).where(LibraryImport.id == import_id)).one_or_none()
    return Import(*row) if row else None


def left_alone() -> list[str]:
    """Ids of imports that are to go on and that nobody takes further."""
    free = or_(LibraryImport.leased_until.is_(None), LibraryImport.leased_until < clock.now())
    going = select(LibraryImport.id).where(LibraryImport.state == "running", free)
    return list(db.session.scalars(going.order_by(LibraryImport.id)))
