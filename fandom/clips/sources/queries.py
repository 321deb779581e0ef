"""Reads of the videos of episodes, for workers and operators."""

from sqlalchemy import func, select, tuple_

from fandom.clips.models import FilmSource
from fandom.clips.sources.values import Known, Listed
from fandom.infra.db import db
from fandom.shows.models import Show

s = FilmSource
PLACE = (s.show_id, s.season, s.number)
KNOWN = [getattr(s, name) for name in Known.__dataclass_fields__]
LISTED = [getattr(Show if name in {"slug", "title", "kind"} else s, name) for name in Listed.__dataclass_fields__]
TROUBLED = s.status.in_(["failed", "gone"])

Place = tuple[str, int, int]  # show id, season, number


def known(place: Place) -> Known | None:
    row = db.session.execute(select(*KNOWN).where(tuple_(*PLACE) == place)).one_or_none()
    return Known(*row) if row else None


def portion(after: Place, limit: int) -> tuple[Known, ...]:
    """The next ones that were looked at before."""
    asked = select(*KNOWN).where(s.status != "waiting", tuple_(*PLACE) > after)
    return tuple(Known(*row) for row in db.session.execute(asked.order_by(*PLACE).limit(limit)))


def listed(slug: str | None = None) -> tuple[Listed, ...]:
    """All of them, or those of one show."""
    asked = select(*LISTED).join(Show, Show.id == s.show_id)
    if slug:
        asked = asked.where(Show.slug == slug)
    return tuple(Listed(*row) for row in db.session.execute(asked.order_by(Show.slug, s.season, s.number)))


def troubled(limit: int) -> tuple[Listed, ...]:
    """Of which no clips can be cut, the last ones first."""
    asked = select(*LISTED).join(Show, Show.id == s.show_id).where(TROUBLED)
    rows = db.session.execute(asked.order_by(s.probed_at.desc(), *PLACE).limit(limit))
    return tuple(Listed(*row) for row in rows)


def trouble_count() -> int:
    return db.session.scalar(select(func.count()).select_from(s).where(TROUBLED)) or 0
