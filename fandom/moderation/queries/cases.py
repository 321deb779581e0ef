"""The queue and the cases in it, as far as this viewer moderates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, true, tuple_

from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.core.paging import Page, page_of
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.moderation.models import Case, Finding, Report
from fandom.moderation.queries.targets import refs_of
from fandom.moderation.values import CaseRef, Claimed, TargetRef
from fandom.posts.queries import faces
from fandom.posts.sight import utc
from fandom.posts.values import Face
from fandom.shows.queries import show_refs
from fandom.shows.values import ShowRef

STATES = ("open", "decided")
BEST_FIRST = (Case.priority.desc(), Case.opened_at, Case.id)


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the queue is wanted; `show_id` None: of all that the viewer moderates."""

    state: str = "open"
    show_id: str | None = None
    kind: str | None = None


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """In the fandoms one moderates, and not about oneself."""
    where = true() if viewer.moderates_show(None) else Case.show_id.in_(viewer.moderates)
    return and_(where, Case.author_id != viewer.account_id) if viewer.account_id else where


def queue(viewer: Viewer, asked: Asked, limit: int, after: str | None) -> Page[CaseRef]:
    """Best first, of equals the oldest first. `after` is the key of the last one seen."""
    query = _asked(viewer, asked).order_by(*BEST_FIRST).limit(limit + 1)
    rows = db.session.execute(query.where(_beyond(after)) if after else query).all()
    return page_of(refs(viewer, rows), limit, "key")


def first_free(viewer: Viewer) -> str | None:
    """The id of the best case that nobody else is on."""
    free = or_(Case.claimed_by.is_(None), Case.claimed_by == viewer.account_id, Case.claimed_until <= clock.now())
    query = select(Case.id).where(visible(viewer), Case.state == "open", free)
    return db.session.scalar(query.order_by(*BEST_FIRST).limit(1))


def waiting(viewer: Viewer, asked: Asked) -> tuple[int, datetime | None]:
    """How many there are, and since when the oldest waits."""
    part = _asked(viewer, asked).subquery()
    row = db.session.execute(select(func.count(), func.min(part.c.opened_at))).one()
    return row[0], utc(row[1]) if row[1] else None


def case_row(case_id: str, *, lock: bool = False) -> Case:
    query = select(Case).where(Case.id == case_id).execution_options(populate_existing=True)
    return db.session.execute(query.with_for_update() if lock else query).scalar_one()


def case_ref(viewer: Viewer, case: Case) -> CaseRef:
    row = db.session.execute(_ROWS.where(Case.id == case.id)).one()
    return refs(viewer, [row])[0]


def refs(viewer: Viewer, rows: Iterable[Any]) -> tuple[CaseRef, ...]:
    found = list(rows)
    people = faces(each for row in found for each in (row.author_id, row.claimed_by))
    shows = show_refs({row.show_id for row in found if row.show_id})
    about = refs_of(found, people)
    return tuple(_ref(row, about[row.id], shows.get(row.show_id), _claim(viewer, row, people)) for row in found)


_COUNTS = (
    select(func.count()).where(Report.case_id == Case.id).correlate(Case).scalar_subquery().label("report_count"),
    select(func.count()).where(Finding.case_id == Case.id).correlate(Case).scalar_subquery().label("finding_count"),
)
_ROWS: Select[Any] = select(*Case.__table__.c, *_COUNTS)


def _asked(viewer: Viewer, asked: Asked) -> Select[Any]:
    query = _ROWS.where(visible(viewer), Case.state == asked.state)
    if asked.show_id:
        query = query.where(Case.show_id == asked.show_id)
    return query.where(Case.target_kind == asked.kind) if asked.kind else query


def _beyond(key: str) -> ColumnElement[bool]:
    try:
        priority, opened_at, case_id = key.split("|")
        place = (int(priority), datetime.fromisoformat(opened_at))
    except ValueError as error:
        raise Invalid({"cursor": ["This is not a cursor of this list."]}) from error
    later = tuple_(Case.opened_at, Case.id) > tuple_(literal(place[1]), literal(case_id))
    return or_(Case.priority < place[0], and_(Case.priority == place[0], later))


def _ref(row: Any, target: TargetRef, show: ShowRef | None, claim: Claimed | None) -> CaseRef:
    return CaseRef(
        id=row.id,
        target=target,
        state=row.state,
        priority=row.priority,
        why=tuple(row.why),
        show=show,
        opened_at=utc(row.opened_at),
        due_at=utc(row.due_at),
        decided_at=utc(row.decided_at) if row.decided_at else None,
        version=row.version,
        claim=claim,
        report_count=row.report_count,
        finding_count=row.finding_count,
    )


def _claim(viewer: Viewer, row: Any, people: Mapping[str, Face]) -> Claimed | None:
    if not row.claimed_by or row.claimed_until <= clock.now():
        return None
    mine = row.claimed_by == viewer.account_id
    return Claimed(people[row.claimed_by], utc(row.claimed_until), mine, row.claim_token if mine else None)
