"""Taking a case, so that two people do not judge it at once: a lease of ten minutes."""

import secrets
from datetime import timedelta

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.moderation.events import CaseChanged
from fandom.moderation.models import Case
from fandom.moderation.values import Lease

LASTS = timedelta(minutes=10)


def claim_case(*, moderator: Viewer, case: Case) -> Lease:
    """`case` comes locked from its door. The holder's lease is renewed; one that is over may be taken by anybody."""
    if case.state != "open":
        raise Conflict("This case is decided already.", code="case-decided")
    if taken_by_another(case, moderator):
        raise Conflict("Somebody else is looking at this case right now.", code="case-claimed")
    if case.claim_token is None or not held_by(case, moderator):
        case.claim_token = secrets.token_urlsafe(16)
    case.claimed_by, case.claimed_until = moderator.account_id, clock.now() + LASTS
    db.session.flush()
    record(CaseChanged(case.id, case.show_id))
    return Lease(case.claim_token, case.claimed_until)


def release_case(*, moderator: Viewer, case: Case) -> None:
    """Giving back what one does not hold changes nothing, unless somebody else holds it."""
    if taken_by_another(case, moderator):
        raise Conflict("Somebody else is looking at this case right now.", code="case-claimed")
    if case.claimed_by is not None:
        free(case)
        db.session.flush()
        record(CaseChanged(case.id, case.show_id))


def held_by(case: Case, moderator: Viewer) -> bool:
    return case.claimed_by == moderator.account_id and _lasts(case)


def taken_by_another(case: Case, moderator: Viewer) -> bool:
    return case.claimed_by not in {None, moderator.account_id} and _lasts(case)


def free(case: Case) -> None:
    case.claimed_by = case.claim_token = case.claimed_until = None


def _lasts(case: Case) -> bool:
    return case.claimed_until is not None and case.claimed_until > clock.now()
