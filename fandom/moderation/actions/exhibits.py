"""The files of what was reported: kept for a case as long as it can be judged, whatever their owner does meanwhile."""

from datetime import timedelta

from sqlalchemy import exists, select

from fandom.core import clock
from fandom.infra.db import db
from fandom.media.actions import hold, release
from fandom.media.models import Holder
from fandom.media.queries import by_id
from fandom.media.values import EVIDENCE
from fandom.moderation.models import Case, Evidence
from fandom.moderation.queries.history import UNDO_FOR

# A decision may be taken back until the last second of its time, and that takes a moment.
SPARE = timedelta(days=1)


def keep_until_gathered(evidence_id: str) -> None:
    """There may be no case yet: nobody reads them, and nothing sweeps them."""
    _keep(evidence_id, evidence_id)


def keep_for_case(case_id: str, evidence_id: str) -> None:
    _keep(case_id, evidence_id)


def gathered(evidence_id: str) -> None:
    release(EVIDENCE, evidence_id)


def release_old(limit: int = 200) -> int:
    """Of cases whose decisions stand for good. Answers how many; safe to run at once in several places."""
    holds = exists().where(Holder.holder_kind == EVIDENCE, Holder.holder_id == Case.id)
    old = (Case.state == "decided", Case.decided_at < clock.now() - UNDO_FOR - SPARE)
    ids = db.session.scalars(select(Case.id).where(*old, holds).order_by(Case.id).limit(limit)).all()
    for each in ids:
        release(EVIDENCE, each)
    return len(ids)


def _keep(holder_id: str, evidence_id: str) -> None:
    """Of those that are still there: what was swept before anybody minded it is gone."""
    snapshot = db.session.scalars(select(Evidence.snapshot).where(Evidence.id == evidence_id)).one()
    for each in by_id(snapshot.get("media_ids", ())):
        hold(each, EVIDENCE, holder_id)
