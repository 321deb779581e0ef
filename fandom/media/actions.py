"""Writes of files: what is stored, what came of it, and what keeps it."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, record
from fandom.infra.outbox import Outbox
from fandom.media import rules
from fandom.media.events import ClipUploaded, FileDescribed, FileFailed, FileForgotten, FileReady, FileUploaded
from fandom.media.models import File, Holder
from fandom.media.values import EVIDENCE, Decoded, Kind, Lent, Stored

# The scheduler comes by every ten minutes, so that what nothing keeps is gone within the hour.
UNHELD_KEPT = timedelta(minutes=50)
# The tries of one delivery come to an end after nine minutes.
STUCK_AFTER = timedelta(minutes=15)
AT_ONCE = 200


def hold(file_id: str, kind: str, holder_id: str) -> None:
    """Keep a file for this. Holding twice is the same as once. A new holder's file comes from `uploads_to_attach`.

    What is only evidence counts as kept by nothing: it would otherwise tell its owner that it was reported.
    """
    kept = insert(Holder).values(file_id=file_id, holder_kind=kind, holder_id=holder_id)
    db.session.execute(kept.on_conflict_do_nothing())
    if kind != EVIDENCE:
        db.session.execute(update(File).where(File.id == file_id).values(unheld_since=None))


def release(kind: str, holder_id: str, but: Collection[str] = ()) -> None:
    """This no longer keeps its files, except `but` these. What nothing keeps any more is swept within the hour."""
    mine = (Holder.holder_kind == kind, Holder.holder_id == holder_id, Holder.file_id.not_in(list(but)))
    ids = list(db.session.scalars(select(Holder.file_id).where(*mine).order_by(Holder.file_id)))
    if not ids:
        return
    # The lock that `hold` and the sweep take too: two that let go at once see each other.
    db.session.execute(select(File.id).where(File.id.in_(ids)).order_by(File.id).with_for_update())
    db.session.execute(delete(Holder).where(*mine))
    unheld = ~exists().where(Holder.file_id == File.id, Holder.holder_kind != EVIDENCE)
    since = func.coalesce(File.unheld_since, clock.now())
    db.session.execute(update(File).where(File.id.in_(ids), unheld).values(unheld_since=since))


def add(*, owner_id: str | None, stored: Stored) -> File:
    """What is stored already, to be decoded; kept by nothing yet."""
    now = clock.now()
    file = File(id=stored.id, owner_id=owner_id, kind=stored.kind, type=stored.type, size=stored.size, alt=stored.alt)
    file.created_at = file.touched_at = file.unheld_since = now
    db.session.add(file)
    db.session.flush()
    record(_uploaded(file.id, file.kind))
    return file


def promise(*, kind: Kind, type: str) -> File:  # noqa: A002 - the column's name
    """A file that the house will make; who asked for it sees to that. Kept by nothing yet."""
    file = File(id=new_id(), owner_id=None, kind=kind, type=type, size=0)
    file.created_at = file.touched_at = file.unheld_since = clock.now()
    db.session.add(file)
    db.session.flush()
    return file


def lend(*, lent: Lent) -> File:
    """What lies where an operator keeps it: only its row is ours, and there is nothing to be made of it. Kept by
    nothing yet."""
    file = promise(kind="film", type=lent.film.type)
    file.path, file.size, file.duration_ms = lent.path, lent.film.size, lent.duration_ms
    file.width, file.height, file.variants = lent.film.width, lent.film.height, [asdict(lent.film)]
    file.status = "ready"
    db.session.flush()
    return file


def ready(*, file: File, decoded: Decoded) -> None:
    file.status = "ready"
    fill(file=file, decoded=decoded)
    record(FileReady(file.id, file.owner_id))


def fill(*, file: File, decoded: Decoded) -> None:
    """What can be served of it so far."""
    file.colour, file.duration_ms = decoded.colour, decoded.duration_ms
    file.width, file.height = decoded.width, decoded.height
    file.variants = [asdict(each) for each in decoded.variants]
    file.version += 1
    db.session.flush()


def fail(*, file: File, reason: str) -> None:
    """`reason` is a sentence for people, and a gettext message id."""
    file.status, file.reason = "failed", reason
    file.version += 1
    db.session.flush()
    record(FileFailed(file.id, file.owner_id))


def describe(*, file: File, alt: str) -> None:
    said = rules.clean_alt(file.owner_id, alt)
    if file.alt == said:
        return
    file.alt = said
    file.version += 1
    db.session.flush()
    record(FileDescribed(file.id, file.owner_id))


def forget(*, file: File) -> None:
    """Rows first, bytes after. What is evidence stays for its case, and is its owner's no more."""
    _forget([file.id])


def disown(ids: Collection[str]) -> None:
    """Those of them that were uploads are nobody's from now on: until they are swept, nobody reads or uses them."""
    db.session.execute(update(File).where(File.id.in_(list(ids))).values(owner_id=None))


def sweep(limit: int = AT_ONCE) -> int:
    """Forget what nothing has kept for long enough. Answers how many; safe to run at once in several places."""
    long_ago = clock.now() - UNHELD_KEPT
    due = select(File.id).where(File.unheld_since < long_ago).order_by(File.unheld_since).limit(limit)
    ids = list(db.session.scalars(due.with_for_update(skip_locked=True)))
    _forget(ids)
    return len(ids)


def ask_again(limit: int = AT_ONCE) -> int:
    """Have decoded what has waited for too long: its store was away for longer than the tries lasted. What is only
    promised has no bytes yet; who promised it asks again."""
    long_ago = clock.now() - STUCK_AFTER
    stuck = select(File.id, File.kind).where(File.status == "processing", File.size > 0, File.touched_at < long_ago)
    stuck = stuck.where(~_under_way())
    stuck = stuck.order_by(File.touched_at)
    found = db.session.execute(stuck.limit(limit).with_for_update(skip_locked=True)).all()
    db.session.execute(update(File).where(File.id.in_(row.id for row in found)).values(touched_at=clock.now()))
    for row in found:
        record(_uploaded(row.id, row.kind))
    return len(found)


def _under_way() -> ColumnElement[bool]:
    """Something of it waits in a queue, however long that is: one more would make it longer."""
    return exists().where(Outbox.payload["file_id"].astext == File.id, Outbox.failed_at.is_(None))


def _uploaded(file_id: str, kind: str) -> FileUploaded | ClipUploaded:
    return ClipUploaded(file_id) if kind == "clip" else FileUploaded(file_id)


def _forget(ids: Sequence[str]) -> None:
    """They are locked: what becomes evidence meanwhile waits."""
    evidence = select(Holder.file_id).where(Holder.file_id.in_(ids), Holder.holder_kind == EVIDENCE)
    kept = set(db.session.scalars(evidence))
    db.session.execute(update(File).where(File.id.in_(kept)).values(owner_id=None, unheld_since=None))
    gone = [each for each in ids if each not in kept]
    db.session.execute(delete(Holder).where(Holder.file_id.in_(gone)))
    db.session.execute(delete(File).where(File.id.in_(gone)))
    for file_id in gone:
        record(FileForgotten(file_id))
