"""Reads of files."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select

from fandom.infra.db import db
from fandom.media.models import File, Holder
from fandom.media.shapes import media_json
from fandom.media.types import MP4
from fandom.media.values import Kind, Media, Source, Variant, variants_of

__all__ = ["by_id", "held_by", "holders_of", "media_json", "media_of", "unheld_count"]

FIELDS = (
    *(File.id, File.kind, File.status, File.reason, File.width, File.height, File.colour),
    *(File.duration_ms, File.alt, File.variants),
)
SHOWN, POSTER, PREVIEW = 1280, 640, 320
MOVING = "preview.avif"


def by_id(ids: Iterable[str]) -> Mapping[str, Media]:
    """For those who hold the files already: asks nobody whether they may be read. What is not there is left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = db.session.execute(select(*FIELDS).where(File.id.in_(wanted)))
    return {row.id: media_of(row) for row in rows}


def media_of(row: Any) -> Media:
    """Of a row with `FIELDS`, or the model itself."""
    variants = variants_of(row.variants)
    pictures = [each for each in variants if each.type == "image/jpeg"]
    video = next((each for each in variants if each.type == MP4), None)
    moving = next((each for each in variants if each.name == MOVING), None)
    return Media(
        id=row.id,
        kind=row.kind,
        status=row.status,
        reason=row.reason,
        url=video.path(row.id) if video else None if row.kind == "clip" else _nearest(row.id, pictures, SHOWN),
        poster_url=_nearest(row.id, pictures, SHOWN if row.kind == "clip" else POSTER),
        preview_url=moving.path(row.id) if moving else _nearest(row.id, pictures, PREVIEW),
        width=row.width,
        height=row.height,
        colour=row.colour,
        duration_ms=row.duration_ms,
        alt=row.alt,
        sources=tuple(Source(each.path(row.id), each.type, each.width) for each in variants if each is not moving),
    )


def holders_of(file_id: str) -> tuple[tuple[str, str], ...]:
    """Kinds and ids of what keeps the file."""
    rows = db.session.execute(
        select(Holder.holder_kind, Holder.holder_id)
        .where(Holder.file_id == file_id)
        .order_by(Holder.holder_kind, Holder.holder_id)
    )
    return tuple((row.holder_kind, row.holder_id) for row in rows)


def held_by(kind: str, holder_id: str) -> tuple[str, ...]:
    """Ids of the files that this keeps, the oldest first."""
    held = select(Holder.file_id).where(Holder.holder_kind == kind, Holder.holder_id == holder_id)
    return tuple(db.session.scalars(held.order_by(Holder.file_id)))


def unheld_count(owner_id: str, kind: Kind = "image") -> int:
    """How many uploads of theirs nothing keeps yet."""
    unheld = select(func.count()).where(File.owner_id == owner_id, File.unheld_since.is_not(None), File.kind == kind)
    return db.session.scalar(unheld) or 0


def has_failed(file_id: str) -> bool:
    return db.session.scalar(select(File.status).where(File.id == file_id)) == "failed"


def _nearest(file_id: str, pictures: list[Variant], width: int) -> str | None:
    """The largest of at most this width; names go by the width that was aimed at, so the smallest is always there."""
    fitting = [each for each in pictures if int(each.name.partition(".")[0]) <= width] or pictures[:1]
    return fitting[-1].path(file_id) if fitting else None
