"""Writes of videos that fans bring along: how far they are."""

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from fandom.clips.events import PosterReady
from fandom.clips.uploads.events import UploadAdvanced, UploadShown
from fandom.clips.uploads.models import Conversion
from fandom.infra.db import db, record
from fandom.media import actions as files
from fandom.media.making import joined
from fandom.media.models import File
from fandom.media.values import Decoded

TRIES = 3


def begin(*, file_id: str) -> bool:
    """Another try. False when there were enough."""
    tried = insert(Conversion).values(file_id=file_id, tries=1)
    again = tried.on_conflict_do_update(index_elements=["file_id"], set_={"tries": Conversion.tries + 1})
    return (db.session.scalar(again.returning(Conversion.tries)) or 0) <= TRIES


def show(*, file: File, poster: Decoded) -> None:
    """What is made next has all its tries before it."""
    files.fill(file=file, decoded=poster)
    _end(file)
    record(PosterReady(file.id))
    record(UploadShown(file.id, file.owner_id))


def advance(*, file: File, percent: int) -> None:
    record(UploadAdvanced(file.id, file.owner_id, percent))


def ready(*, file: File, made: Decoded) -> None:
    made = joined(file, made)
    file.size = sum(each.size for each in made.variants)
    _end(file)
    files.ready(file=file, decoded=made)


def fail(*, file: File, reason: str) -> None:
    _end(file)
    files.fail(file=file, reason=reason)


def _end(file: File) -> None:
    db.session.execute(delete(Conversion).where(Conversion.file_id == file.id))
