"""This slice's part of an account: what it reported, and what was reported of it. An open case keeps its evidence."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Executable, delete, func, select, update

from fandom.accounts.models import Account
from fandom.core import clock, personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.moderation.corrections.models import Verdict
from fandom.moderation.models import Case, Decision, Evidence, Finding, Report
from fandom.moderation.queries.history import UNDO_FOR
from fandom.moderation.remedies import told
from fandom.shows.models import Show

AUTHOR = Evidence.snapshot["author"]["id"].astext
# What is left of a snapshot: that there was something, of which only the ids are known.
BLANK = {"text": "", "html": "", "media_ids": [], "media_alts": {}, "author": {"handle": "", "display_name": "—"}}


def export(account_id: str) -> Iterable[Piece]:
    filed = select(Report.target_kind, Report.target_id, Report.reason, Report.note, Report.created_at)
    taken = select(Decision.remedies, Decision.reason, Decision.statement, Decision.at, Decision.undone_at)
    heard = Decision.id.in_(_heard(account_id))
    return (
        extracts.rows("reports.json", filed.where(Report.reporter_id == account_id).order_by(Report.id)),
        extracts.rows("decisions.json", taken.where(heard).order_by(Decision.id)),
        extracts.rows("reporting-record.json", _record(account_id)),
    )


def _record(account_id: str) -> Executable:
    """What came of their reports that something spoils; whose words those were is not theirs to take along."""
    each = select(Verdict.report_id, Show.slug.label("show"), Verdict.upheld, Verdict.at)
    mine = each.outerjoin(Show, Show.id == Verdict.show_id).where(Verdict.reporter_id == account_id)
    return mine.order_by(Verdict.report_id)


def _heard(account_id: str) -> list[str]:
    """Of those that left what was up as it was nobody is told: they would say that somebody had reported it."""
    rows = db.session.execute(select(Decision.id, Decision.remedies).where(Decision.author_id == account_id))
    return [row.id for row in rows if told([each["kind"] for each in row.remedies], row.remedies[0]["was"])]


def erase(account_id: str) -> bool:
    db.session.execute(delete(Verdict).where(Verdict.reporter_id == account_id))
    _blank(account_id == AUTHOR)
    _forget_words(Report.reporter_id == account_id, Decision.author_id == account_id)
    return False


def erase_closed() -> None:
    """From time to time: of those who have left, what a case kept that can be judged no more."""
    left = select(Account.id).where(Account.state == "deleted")
    _blank(AUTHOR.in_(left))
    _forget_words(Report.reporter_id.in_(left), Decision.author_id.in_(left))


def _blank(whose: ColumnElement[bool]) -> None:
    """Snapshots, and what screening found in them."""
    judged = select(Case.target_id).where(_standing())
    gone = select(Evidence).where(whose, Evidence.snapshot["text"].astext != "", Evidence.target_id.not_in(judged))
    rows = db.session.scalars(gone.with_for_update()).all()
    for row in rows:
        author = {"id": row.snapshot["author"]["id"], **BLANK["author"]}  # type: ignore[dict-item]
        row.snapshot = {**row.snapshot, **BLANK, "author": author}
    ids = [row.id for row in rows]
    db.session.execute(update(Finding).where(Finding.evidence_id.in_(ids)).values(detail=""))
    db.session.flush()


def _forget_words(filed: ColumnElement[bool], taken: ColumnElement[bool]) -> None:
    """What they wrote to moderators, and what moderators wrote to them."""
    judged = select(Case.id).where(_standing())
    over = func.coalesce(Report.case_id.not_in(judged), True)
    db.session.execute(update(Report).where(filed, Report.note != "", over).values(note=""))
    decided = (taken, Decision.statement != "", Decision.case_id.not_in(judged))
    db.session.execute(update(Decision).where(*decided).values(statement="", note=""))


def _standing() -> ColumnElement[bool]:
    """Open, or decided so lately that the decision may be taken back."""
    return (Case.state == "open") | (Case.decided_at > clock.now() - UNDO_FOR)


def listen() -> None:
    personal.answer("moderation", export=export, erase=erase)
