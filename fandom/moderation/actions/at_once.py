"""A moderator's word on something where it stands, reported or not: case and decision in one step."""

from sqlalchemy import exists, select

from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.moderation.actions import exhibits
from fandom.moderation.actions.cases import add_finding, open_case
from fandom.moderation.actions.claims import claim_case
from fandom.moderation.actions.decisions import decide
from fandom.moderation.actions.reports import keep_evidence
from fandom.moderation.models import Case, Decision, Report
from fandom.moderation.values import Ruling, Target
from fandom.posts.values import Place

SEEN = ("moderator", "seen where it stands", 0)


def correct(*, moderator: Viewer, target: Target, place: Place, note: str = "") -> Decision:
    """It spoils more than it says. What else was reported of it waits on; a case that another has claimed is theirs."""
    case, opened = open_case(target)
    lease = claim_case(moderator=moderator, case=case)
    if opened:
        evidence_id = keep_evidence(target=target)
        add_finding(case, evidence_id, SEEN)
        exhibits.keep_for_case(case.id, evidence_id)
    remedy = {"kind": "spoiler", "reveals_at": place}
    ruling = Ruling((remedy,), "spoiler", case.version, lease.token, note)
    return decide(moderator=moderator, case=case, ruling=ruling, closes=not _more_was_said(case))


def _more_was_said(case: Case) -> bool:
    other = (Report.case_id == case.id, Report.reason != "spoiler", Report.closed_at.is_(None))
    return bool(db.session.scalar(select(exists().where(*other))))
