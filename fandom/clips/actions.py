"""Writes of clips: what is cut from a film, and how far that is."""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert

from fandom.clips import values
from fandom.clips.events import PosterReady, PosterWanted, RenderAdvanced, RenderWanted, SmallerWanted
from fandom.clips.models import Render
from fandom.clips.values import Source, Span, key_of
from fandom.core import clock
from fandom.infra.db import db, record
from fandom.infra.outbox import Outbox
from fandom.media import actions as files
from fandom.media.making import joined
from fandom.media.models import File
from fandom.media.queries import holders_of
from fandom.media.values import Decoded, Variant

TRIES = 3
# The tries of one delivery come to an end before.
STUCK_AFTER = timedelta(minutes=15)
AT_ONCE = 50
MAKING = (PosterWanted.__name__, RenderWanted.__name__)


def cut(*, source: Source, span: Span) -> str:
    """The id of the file that holds these frames, or will. The same frames asked for again are the same file."""
    key = key_of(source.stamp, span, values.PROFILE)
    found = _standing(key)
    if found is None:
        found = _wanted(key, source, span)
    elif found.status == "failed":
        make_again(file=found)
    elif found.status == "processing" and not holders_of(found.id):
        # Workers that have come to it since nobody wanted it any more have left it.
        record(_next(found))
    return found.id


def make_again(*, file: File) -> None:
    """Of a clip that failed."""
    file.status, file.reason, file.touched_at = "processing", None, clock.now()
    file.version += 1
    db.session.execute(update(Render).where(Render.file_id == file.id).values(tries=0, percent=0))
    db.session.flush()
    record(_next(file))


def begin(*, file_id: str) -> bool:
    """Another try. False when there were enough."""
    tried = update(Render).where(Render.file_id == file_id).values(tries=Render.tries + 1).returning(Render.tries)
    return (db.session.scalar(tried) or 0) <= TRIES


def show_poster(*, file: File, poster: Decoded) -> None:
    """The first frame can be seen while the rest is being made, which has all its tries before it."""
    files.fill(file=file, decoded=poster)
    db.session.execute(update(Render).where(Render.file_id == file.id).values(tries=0))
    record(PosterReady(file.id))
    record(RenderWanted(file.id))


def advance(*, file_id: str, percent: int) -> None:
    db.session.execute(update(Render).where(Render.file_id == file_id).values(percent=percent))
    record(RenderAdvanced(file_id, percent))


def ready(*, file: File, made: Decoded) -> None:
    made = joined(file, made)
    file.size = sum(each.size for each in made.variants)
    db.session.execute(update(Render).where(Render.file_id == file.id).values(percent=100))
    files.ready(file=file, decoded=made)


def ask_for_smaller(*, file_id: str) -> None:
    record(SmallerWanted(file_id))


def add_smaller(*, file: File, made: Variant) -> None:
    """Offered from now on beside what is there."""
    file.variants = [*file.variants, asdict(made)]
    file.size += made.size
    file.version += 1
    db.session.flush()


def ask_again(limit: int = AT_ONCE) -> int:
    """Have made what has waited for too long. Answers how many; safe to run at once in several places."""
    long_ago = clock.now() - STUCK_AFTER
    promised = select(File).join(Render, Render.file_id == File.id)
    stuck = promised.where(File.status == "processing", File.touched_at < long_ago, ~_under_way())
    some = stuck.order_by(File.touched_at).limit(limit).with_for_update(of=File, skip_locked=True)
    found = list(db.session.scalars(some))
    for file in found:
        file.touched_at = clock.now()
        record(_next(file))
    db.session.flush()
    return len(found)


def _under_way() -> ColumnElement[bool]:
    """It waits in a queue, however long that is."""
    this = Outbox.payload["file_id"].astext == File.id
    return exists().where(Outbox.fact.in_(MAKING), Outbox.failed_at.is_(None), this)


def _next(file: File) -> PosterWanted | RenderWanted:
    """What is to be made of it now."""
    return RenderWanted(file.id) if file.variants else PosterWanted(file.id)


def _standing(key: str) -> File | None:
    """Locked, so that it is not swept before it is held."""
    held = select(File).join(Render, Render.file_id == File.id).where(Render.key == key).with_for_update(of=File)
    return db.session.scalars(held.execution_options(populate_existing=True)).one_or_none()


def _wanted(key: str, source: Source, span: Span) -> File:
    file = files.promise(kind="clip", type="video/mp4")
    # Pages keep room of its shape from the start.
    file.width, file.height, file.duration_ms = source.width, source.height, span.end_ms - span.start_ms
    made = {"key": key, "file_id": file.id, "path": source.path, "profile": values.PROFILE, "created_at": clock.now()}
    place = {"show_id": source.show_id, "season": source.season, "number": source.number}
    asked = insert(Render).values(**made, **place, start_ms=span.start_ms, end_ms=span.end_ms)
    if db.session.scalar(asked.on_conflict_do_nothing().returning(Render.file_id)):
        record(PosterWanted(file.id))
        return file
    # Somebody else asked for the same at the same time.
    db.session.execute(delete(File).where(File.id == file.id))
    db.session.expunge(file)
    theirs = _standing(key)
    return theirs if theirs is not None else _wanted(key, source, span)
