"""Imports of folders: begun, taken a step further by whoever holds them, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import JSONB, insert

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db
from fandom.shows.library import pictures
from fandom.shows.library.bringing import bring_in
from fandom.shows.library.models import LibraryImport
from fandom.shows.library.pictures import Known, Taken
from fandom.shows.library.values import Picture, Read, Scan, Skipped, TitleAt

# Longer than any step takes; a runner that died is missed no sooner.
LEASE = timedelta(seconds=45)
AT_ONCE = 8
ATTEMPTS = 4
LISTED = 300
GIVEN_UP = "It was tried several times, and the process died each time."
NO_FOLDER = "There is no such folder, or it cannot be looked into."


@dataclass(frozen=True, slots=True)
class Work:
    """One step: to look through the folder (neither), to read `title`, or to take `wanted`."""

    import_id: str
    runner: str
    step: int
    root: str
    title: TitleAt | None = None
    wanted: tuple[Known, ...] = ()
    given_up: bool = False


Came = Scan | Read | Sequence[Taken | Skipped] | None


def start(*, viewer: Viewer, path: str) -> str:
    """Its id. One that is under way for this folder goes on instead, also one that is begun at this moment."""
    row = {"id": new_id(), "path": path, "state": "running", "by": viewer.account_id, "started_at": clock.now()}
    made = insert(LibraryImport).values(row).on_conflict_do_nothing().returning(LibraryImport.id)
    import_id = db.session.scalar(made)
    if import_id is None:
        going = (LibraryImport.path == path, LibraryImport.state == "running")
        return db.session.scalars(select(LibraryImport.id).where(*going)).one()
    audit(viewer.account_id, "library.import", ("library", import_id), path=path)
    return import_id


def stop(*, viewer: Viewer, import_id: str) -> None:
    """What has come in stays."""
    row = db.session.get_one(LibraryImport, import_id, with_for_update=True, populate_existing=True)
    if row.state != "running":
        raise Conflict("This import has ended already.")
    _end(row, "stopped")
    audit(viewer.account_id, "library.stop", ("library", import_id))


def claim(*, import_id: str, runner: str) -> Work | None:
    """The next step for this runner; None when the import has ended or another runner holds it."""
    row = _held(import_id)
    if row is None or row.state != "running" or _taken(row, runner):
        return None
    row.runner, row.leased_until = runner, clock.now() + LEASE
    row.attempts += 1
    done = Work(row.id, runner, row.step, row.path, given_up=row.attempts > ATTEMPTS)
    if row.step == 0:
        return done
    if row.pictures:
        next_ones = [Picture(**each) for each in row.pictures[:AT_ONCE]]
        return Work(**_parts(done), wanted=tuple(pictures.known(str(row.show_id), next_ones)))
    at = LibraryImport.plan.op("->", return_type=JSONB())(LibraryImport.done)
    place: Any = db.session.scalar(select(at).where(LibraryImport.id == import_id))
    if place is None:
        _end(row, "done")
        return None
    return Work(**_parts(done), title=TitleAt(place[0], place[1]))


def finish(*, work: Work, came: Came) -> None:
    """Write down what came of a step. Nothing happens when it was made by somebody else meanwhile."""
    row = _held(work.import_id)
    if row is None or row.state != "running" or row.step != work.step or row.runner != work.runner:
        return
    if isinstance(came, Scan):
        _planned(row, came)
    elif isinstance(came, Read):
        _read(row, came)
    elif came is None:
        _given_up(row, work)
    else:
        _took(row, came)
    row.step += 1
    row.attempts, row.leased_until = 0, clock.now() + LEASE
    db.session.flush()


def let_go(*, import_id: str, runner: str) -> None:
    """For the next runner not to wait."""
    row = _held(import_id)
    if row is not None and row.runner == runner:
        row.leased_until = None


def _planned(row: LibraryImport, found: Scan) -> None:
    row.plan, row.total = [[each.kind, each.path] for each in found.titles], len(found.titles)
    _report(row, found.skipped)
    if not found.titles and any(each.file == "." for each in found.skipped):
        _end(row, "failed")


def _read(row: LibraryImport, read: Read) -> None:
    row.done += 1
    counts: dict[str, int] = {}
    if read.title is not None:
        row.show_id, outcome = bring_in(read=read, title=read.title)
        row.pictures = [each.json() for each in read.pictures]
        counts = {outcome: 1, "episodes": len(read.title.episodes), "videos": len(read.videos)}
    _report(row, read.skipped, counts)


def _took(row: LibraryImport, came: Sequence[Taken | Skipped]) -> None:
    row.pictures = row.pictures[len(came) :]
    kept = [pictures.keep(show_id=str(row.show_id), taken=each) for each in came if isinstance(each, Taken)]
    _report(row, [each for each in came if isinstance(each, Skipped)], {"pictures": sum(kept)})


def _given_up(row: LibraryImport, work: Work) -> None:
    """The step that cannot be made is left out, so that the rest can be."""
    if work.wanted:
        row.pictures = row.pictures[len(work.wanted) :]
        _report(row, [Skipped(each.picture.path, GIVEN_UP) for each in work.wanted])
    elif work.title:
        row.done += 1
        _report(row, [Skipped(work.title.path, GIVEN_UP)])
    else:
        _report(row, [Skipped(".", GIVEN_UP)])
        _end(row, "failed")


def _report(row: LibraryImport, skipped: Sequence[Skipped], counts: Mapping[str, int] | None = None) -> None:
    """Counts of everything; of what was skipped the first few hundred by name."""
    report: dict[str, Any] = dict(row.report)
    for name, count in {"skipped_count": len(skipped), **(counts or {})}.items():
        report[name] = report.get(name, 0) + count
    listed = report.get("skipped", [])
    report["skipped"] = listed + [[each.file, each.why] for each in skipped[: max(0, LISTED - len(listed))]]
    row.report = report


def _end(row: LibraryImport, state: str) -> None:
    row.state, row.finished_at, row.leased_until = state, clock.now(), None


def _taken(row: LibraryImport, runner: str) -> bool:
    return row.runner != runner and row.leased_until is not None and row.leased_until > clock.now()


def _held(import_id: str) -> LibraryImport | None:
    return db.session.get(LibraryImport, import_id, with_for_update=True, populate_existing=True)


def _parts(work: Work) -> dict[str, Any]:
    return {name: getattr(work, name) for name in ("import_id", "runner", "step", "root", "given_up")}
