"""Imports of watch histories: begun, taken a step further by whoever holds them, ended, put back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.shows.actions import advance_from, put_back_progress
from fandom.shows.history.events import HistoryFileDone, HistoryMoved
from fandom.shows.history.models import HistoryImport, HistoryTitle
from fandom.shows.history.queries import LISTED
from fandom.shows.history.resolving import Resolved, resolve
from fandom.shows.history.values import PUT_BACK_FOR, Read, Refused, Title, said_json, said_of

# Longer than it takes to read the largest file on a busy machine; a runner that died is missed no sooner.
LEASE = timedelta(seconds=60)
SENDING_MAX = timedelta(minutes=5)
KEPT_FOR = timedelta(days=30)
AT_ONCE = 100
ATTEMPTS = 4
GIVEN_UP = "It was tried several times, and the process died each time."
BROKE_OFF = "The file did not arrive. Send it again."
RUNNING = "One is under way already."
TOO_LATE = "It can be put back for a day, and that is over."


@dataclass(frozen=True, slots=True)
class Work:
    """One step: to read the file (the first), or to bring in the next titles."""

    import_id: str
    runner: str
    step: int
    name: str
    given_up: bool


def start(*, viewer: Viewer, name: str, size: int) -> str:
    """Its id; its file is sent next, then `sent`. One at a time."""
    account_id = str(viewer.account_id)
    _end_broken(HistoryImport.account_id == account_id, HistoryImport.started_at < clock.now() - SENDING_MAX)
    row = {"id": new_id(), "account_id": account_id, "name": name, "size": size, "started_at": clock.now()}
    made = upsert(HistoryImport).values(row).on_conflict_do_nothing().returning(HistoryImport.id)
    import_id: str | None = db.session.scalar(made)
    if import_id is None:
        raise Conflict(RUNNING, code="import-running")
    audit(account_id, "account.history", ("account", account_id))
    return import_id


def sent(*, import_id: str) -> None:
    row = _held(import_id)
    if row is not None and row.state == "sending":
        row.state = "running"
        record(HistoryMoved(row.id, row.account_id))


def fail(*, import_id: str, why: str) -> None:
    row = _held(import_id)
    if row is not None and row.state in {"sending", "running"}:
        _end(row, "failed", why)


def claim(*, import_id: str, runner: str) -> Work | None:
    """The next step for this runner; None when the import has ended or another runner holds it."""
    row = _held(import_id)
    now = clock.now()
    if row is None or row.state != "running":
        return None
    if row.runner != runner and row.leased_until is not None and row.leased_until > now:
        return None
    row.runner, row.leased_until = runner, now + LEASE
    row.attempts += 1
    db.session.flush()
    return Work(row.id, runner, row.step, row.name, given_up=row.attempts > ATTEMPTS)


def finish(*, work: Work, came: Read | Refused | None) -> None:
    """Make a step: what was read is planned, titles are brought in. Nothing where somebody else made it meanwhile."""
    row = _held(work.import_id)
    if row is None or row.state != "running" or row.step != work.step or row.runner != work.runner:
        return
    if isinstance(came, Read):
        _plan(row, came)
    elif work.step == 0:
        _end(row, "failed", str(came) if came else GIVEN_UP)
    else:
        _bring(row, given_up=work.given_up)
    row.step += 1
    row.attempts, row.leased_until = 0, clock.now() + LEASE
    record(HistoryMoved(row.id, row.account_id))


def let_go(*, import_id: str, runner: str) -> None:
    """For the next runner not to wait."""
    row = _held(import_id)
    if row is not None and row.runner == runner:
        row.leased_until = None


def put_back(*, viewer: Viewer, import_id: str, show_id: str | None = None) -> int:
    """How many shows stand again where they stood before, of all or of this one; who has moved on since stays."""
    row = _held(import_id)
    if row is None or row.finished_at is None or row.finished_at + PUT_BACK_FOR < clock.now():
        raise Conflict(TOO_LATE, code="too-late")
    moved = select(HistoryTitle).where(HistoryTitle.import_id == import_id, HistoryTitle.outcome == "moved")
    query = moved.where(HistoryTitle.back.is_(False)).order_by(HistoryTitle.at.desc())
    if show_id is not None:
        query = query.where(HistoryTitle.show_id == show_id)
    titles = db.session.scalars(query).all()
    for title in titles:
        was, now = said_of(title.was), said_of(title.now)
        title.back = put_back_progress(viewer=viewer, show_id=str(title.show_id), was=was, now=now)
    db.session.flush()
    record(HistoryMoved(row.id, row.account_id))
    return sum(title.back for title in titles)


def forget_all(*, account_id: str) -> None:
    gone = delete(HistoryImport).where(HistoryImport.account_id == account_id).returning(HistoryImport.id)
    for import_id in db.session.scalars(gone).all():
        record(HistoryFileDone(import_id))


def tidy() -> None:
    """From time to time: files that never arrived, and imports that nobody asks for any more."""
    now = clock.now()
    _end_broken(HistoryImport.started_at < now - SENDING_MAX)
    db.session.execute(delete(HistoryImport).where(HistoryImport.finished_at < now - KEPT_FOR))


def _end_broken(*which: Any) -> None:
    broken = select(HistoryImport).where(HistoryImport.state == "sending", *which).with_for_update()
    for row in db.session.scalars(broken).all():
        _end(row, "failed", BROKE_OFF)
    db.session.flush()


def _plan(row: HistoryImport, read: Read) -> None:
    rows = [_planned(row.id, at, each) for at, each in enumerate(read.titles)]
    db.session.execute(insert(HistoryTitle), rows)
    row.total = len(rows)
    skipped = [[each.file, each.row, each.why] for each in read.skipped]
    episodes = sum(len(each.watched) for each in read.titles)
    counts = {"rows": read.rows, "skipped": read.skipped_count, "episodes": episodes}
    row.report = {"counts": counts, "skipped": skipped}


def _planned(import_id: str, at: int, title: Title) -> dict[str, Any]:
    watched = [[season, number, dict(ids)] for (season, number), ids in title.watched.items()]
    about = {"kind": title.kind, "title": title.title, "year": title.year, "ids": title.ids}
    return {"import_id": import_id, "at": at, "watched": watched, **about}


def _bring(row: HistoryImport, *, given_up: bool) -> None:
    """The next titles, all or none of them."""
    mine = select(HistoryTitle).where(HistoryTitle.import_id == row.id, HistoryTitle.at >= row.done)
    titles = db.session.scalars(mine.order_by(HistoryTitle.at).limit(AT_ONCE)).all()
    found = [Resolved(None, None, GIVEN_UP)] * len(titles) if given_up else resolve(titles)
    # In one order for everybody, so that two who move in the same shows do not wait for each other.
    for title, each in sorted(zip(titles, found, strict=True), key=lambda pair: (pair[1].show_id or "", pair[0].at)):
        _settle(row.account_id, title, each)
    _count(row, titles, found)
    row.done += len(titles)
    if row.done >= (row.total or 0):
        _forget_unshown(row.id)
        _end(row, "done")


def _settle(account_id: str, title: HistoryTitle, found: Resolved) -> None:
    title.show_id, title.why, title.watched, title.ids = found.show_id, found.why, [], {}
    if found.show_id is None or found.word is None:
        title.outcome = "unmatched"
        return
    was, now = advance_from(viewer=Viewer(account_id=account_id), show_id=found.show_id, word=found.word)
    title.outcome = "same" if was == now else "moved"
    if was != now:
        title.was, title.now = said_json(was), said_json(now)


def _count(row: HistoryImport, titles: Sequence[HistoryTitle], found: Sequence[Resolved]) -> None:
    counts = dict(row.report["counts"])
    for title in titles:
        counts[str(title.outcome)] = counts.get(str(title.outcome), 0) + 1
    counts["unknown_episodes"] = counts.get("unknown_episodes", 0) + sum(each.unknown for each in found)
    row.report = {**row.report, "counts": counts}


def _forget_unshown(import_id: str) -> None:
    """Of what moved nothing as much stays as is shown; files of nonsense, day after day, would fill the table."""
    db.session.flush()
    mine = HistoryTitle.import_id == import_id
    shown = select(HistoryTitle.at).where(mine, HistoryTitle.outcome == "unmatched").order_by(HistoryTitle.at)
    gone = delete(HistoryTitle).where(mine, HistoryTitle.outcome != "moved")
    gone = gone.where(HistoryTitle.at.not_in(shown.limit(LISTED)))
    db.session.execute(gone, execution_options={"synchronize_session": False})


def _end(row: HistoryImport, state: str, error: str = "") -> None:
    row.state, row.finished_at, row.leased_until = state, clock.now(), None
    if error:
        row.report = {**row.report, "error": error}
    record(HistoryFileDone(row.id))
    record(HistoryMoved(row.id, row.account_id))


def _held(import_id: str) -> HistoryImport | None:
    return db.session.get(HistoryImport, import_id, with_for_update=True, populate_existing=True)
