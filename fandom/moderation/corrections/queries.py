"""What is said about where something opens, by whom, and what the word of each has been worth so far."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, distinct, exists, func, or_, select

from fandom.accounts.models import Account
from fandom.accounts.relations.queries import blocked_between
from fandom.core.horizon import Position
from fandom.infra.db import db
from fandom.moderation.corrections.chain import Link
from fandom.moderation.corrections.models import Verdict
from fandom.moderation.corrections.weighing import Record, Voice
from fandom.moderation.models import Case, Decision, Evidence, Report
from fandom.moderation.queries.evidence import position_of
from fandom.shows.queries import horizons_in

# Of who has carried this many corrections that no moderator has looked at yet, no word counts before one has.
AHEAD = 10
NOBODY = Record()


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that something spoils. `then`: from where on that opened when it was reported."""

    report_id: str
    reporter_id: str
    says: Position | None
    then: Position | None


def filed(case_id: str) -> tuple[Filed, ...]:
    """Those of a case, the oldest first; answered or not, since a case may be judged again."""
    asked = (
        select(Report.id, Report.reporter_id, Report.reveals_at, Evidence.snapshot["reveals_at"])
        .join(Evidence, Evidence.id == Report.evidence_id)
        .where(Report.case_id == case_id, Report.reason == "spoiler")
        .order_by(Report.id)
    )
    return tuple(Filed(row[0], row[1], position_of(row[2]), position_of(row[3])) for row in db.session.execute(asked))


def voices(case: Case) -> tuple[Voice, ...]:
    """Of those who say how far it goes. Who is blocked, or has not got that far themselves, weighs nothing."""
    said = [(each.reporter_id, each.says) for each in filed(case.id) if each.says]
    ids = {reporter_id for reporter_id, _ in said}
    if not ids or case.show_id is None:
        return ()
    worth = {each: record.weight for each, record in records(ids, case.show_id).items()}
    heard = {each for each, weight in worth.items() if weight > 0} & _heard(ids, case.author_id)
    horizons = horizons_in(case.show_id, heard) if heard else {}
    knows = {each for each in said if each[0] in heard and horizons[each[0]].reaches(each[1])}
    return tuple(Voice(each[0], each[1], worth[each[0]] if each in knows else 0.0) for each in said)


def suggested(said: Iterable[Position], present: Position | None) -> Position | None:
    """What most of them name, of equals the earliest; only what it does not cover yet."""
    further = Counter(each for each in said if present is None or not present.covers(each))
    return min(further, key=lambda each: (-further[each], each.special, each), default=None)


def records(reporter_ids: Collection[str], show_id: str | None) -> Mapping[str, Record]:
    """Those of `reporter_ids` about whose reports a moderator has said something."""
    here = Verdict.show_id.is_not_distinct_from(show_id)
    columns = (_right(Verdict.upheld.is_(True)), _wrong(~Verdict.upheld))
    columns_here = (_right(and_(Verdict.upheld, here)), _wrong(and_(~Verdict.upheld, here)))
    asked = select(Verdict.reporter_id, *columns, *columns_here).where(Verdict.reporter_id.in_(reporter_ids))
    return {row[0]: Record(*row[1:]) for row in db.session.execute(asked.group_by(Verdict.reporter_id))}


def judged(case: Case) -> bool:
    """Whether a moderator has ever said something about its target: then voices only bring it back to them."""
    human = or_(Decision.automatic.is_(False), Decision.undone_at.is_not(None))
    return bool(db.session.scalar(select(exists().where(Decision.case_id == Case.id, _same(case), human))))


def is_corrected(case: Case) -> bool:
    """By voices, and no moderator has said otherwise."""
    of_it = (Decision.case_id == case.id, Decision.automatic.is_(True), Decision.undone_at.is_(None))
    return bool(db.session.scalar(select(exists().where(*of_it))))


def links(case: Case) -> tuple[Link, ...]:
    """All corrections of its target, the oldest first."""
    of_it = select(Decision.remedies, Decision.undone_at).join(Case, Case.id == Decision.case_id)
    spoils = Decision.remedies.contains([{"kind": "spoiler"}])
    rows: Sequence[Any] = db.session.execute(of_it.where(_same(case), spoils).order_by(Decision.id)).all()
    return tuple(link(row.remedies, stands=row.undone_at is None) for row in rows)


def link(remedies: list[dict[str, Any]], *, stands: bool) -> Link:
    kept = next(each for each in remedies if each["kind"] == "spoiler")
    return Link(position_of(kept["before"]), Position(**kept["since"]), stands)


def _right(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(distinct(Verdict.author_id)).filter(which)


def _wrong(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)


def _heard(ids: Collection[str], author_id: str) -> set[str]:
    """Whose word is asked for: they are there, nothing stands between them and the author, they are not far ahead."""
    there = set(db.session.scalars(select(Account.id).where(Account.id.in_(ids), Account.state == "active")))
    return there - blocked_between(author_id, ids) - _far_ahead(ids)


def _far_ahead(ids: Collection[str]) -> set[str]:
    of_cases = (
        select(Report.reporter_id).join(Case, Case.id == Report.case_id).join(Decision, Decision.case_id == Case.id)
    )
    unseen = (Case.state == "open", Decision.automatic.is_(True), Decision.undone_at.is_(None))
    asked = of_cases.where(*unseen, Report.reason == "spoiler", Report.reporter_id.in_(ids))
    return set(db.session.scalars(asked.group_by(Report.reporter_id).having(func.count(distinct(Case.id)) >= AHEAD)))


def _same(case: Case) -> ColumnElement[bool]:
    return and_(Case.target_kind == case.target_kind, Case.target_id == case.target_id)
