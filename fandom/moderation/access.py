"""Doors of moderation: who may report what, who may work on which case, who may read which decision."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, select, true

from fandom.core.errors import Forbidden, Invalid, NotFound, Unauthenticated
from fandom.core.viewer import NOTHING_HIDDEN, Viewer
from fandom.infra.db import db
from fandom.moderation.models import Case, Decision, WordRule
from fandom.moderation.queries import targets
from fandom.moderation.queries.cases import case_row, visible
from fandom.moderation.values import Target
from fandom.posts.access import moment_to_read
from fandom.posts.comments.access import comment_to_read
from fandom.shows.queries import by_slug
from fandom.shows.values import ShowRef


def target_to_report(viewer: Viewer, kind: str, target_id: str) -> Target:
    """Only what the reporter may see, sealed or not; an account goes by its handle. Nobody reports themself.

    A block in between does not count: who harasses somebody must not get out of it by blocking them.
    """
    if not viewer.signed_in:
        raise Unauthenticated
    found = targets.target(kind, _REPORTED[kind](replace(viewer, hidden=NOTHING_HIDDEN), target_id))
    if found is None:
        raise NotFound
    if found.author.id == viewer.account_id:
        raise Invalid({"target": ["This is your own."]})
    return found


def target_to_correct(viewer: Viewer, kind: str, target_id: str) -> Target:
    """A moment or comment of somebody else, where the viewer moderates; what is gone has nothing left to seal."""
    _moderator(viewer)
    found = targets.target(kind, target_id) if kind in {"moment", "comment"} else None
    if found is None or found.show is None or not viewer.moderates_show(found.show.id) or found.is_gone:
        raise NotFound
    if found.author.id == viewer.account_id:
        raise Invalid({"target": ["This is your own."]})
    return found


def queue_to_work(viewer: Viewer, slug: str | None) -> str | None:
    """The id of the show that is asked for; None for all that the viewer moderates."""
    _moderator(viewer)
    return None if slug is None else show_to_moderate(viewer, slug).id


def show_to_moderate(viewer: Viewer, slug: str) -> ShowRef:
    _moderator(viewer)
    show = by_slug(slug)
    if show is None or not viewer.moderates_show(show.id):
        raise NotFound
    return show.ref


def case_to_read(viewer: Viewer, case_id: str) -> Case:
    """A case about one's own words is not there: it names those who reported them."""
    if not viewer.signed_in:
        raise Unauthenticated
    found = db.session.execute(select(Case).where(Case.id == case_id, visible(viewer))).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def case_to_work(viewer: Viewer, case_id: str) -> Case:
    """Locked until the unit of work is over."""
    case_to_read(viewer, case_id)
    return case_row(case_id, lock=True)


def decision_to_read(viewer: Viewer, decision_id: str) -> Decision:
    """For its author and for who may work on its case."""
    return _decision(viewer, decision_id, Decision.author_id == viewer.account_id)


def decision_to_undo(viewer: Viewer, decision_id: str) -> tuple[Decision, Case]:
    """Both locked. Authors may read a decision, not take it back."""
    seen = decision_to_read(viewer, decision_id)
    if seen.author_id == viewer.account_id:
        raise Forbidden
    case = case_row(seen.case_id, lock=True)
    db.session.refresh(seen, with_for_update=True)
    return seen, case


def words_to_keep(viewer: Viewer, slug: str | None) -> ShowRef | None:
    """The show whose words one may keep; None for those of the whole site, which are for who moderates everywhere."""
    _moderator(viewer)
    if slug is not None:
        return show_to_moderate(viewer, slug)
    if not viewer.moderates_show(None):
        raise Forbidden
    return None


def word_to_drop(viewer: Viewer, word_id: str) -> WordRule:
    _moderator(viewer)
    found = db.session.get(WordRule, word_id)
    if found is None or not viewer.moderates_show(found.show_id):
        raise NotFound
    return found


def _moderator(viewer: Viewer) -> None:
    if not viewer.signed_in:
        raise Unauthenticated
    if not viewer.is_moderator:
        raise Forbidden("This is for moderators.")


def _decision(viewer: Viewer, decision_id: str, own: ColumnElement[bool]) -> Decision:
    if not viewer.signed_in:
        raise Unauthenticated
    judges = viewer.is_moderator and viewer.has_scope("moderate")
    theirs = and_(Case.id == Decision.case_id, visible(viewer) if judges else ~true())
    judged = select(Case.id).where(theirs).exists()
    query = select(Decision).where(Decision.id == decision_id, own | judged)
    found = db.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _account(_viewer: Viewer, handle: str) -> str:
    found = targets.account_id_of(handle)
    if found is None:
        raise NotFound
    return found


_REPORTED: Mapping[str, Callable[[Viewer, str], str]] = {
    "moment": lambda viewer, each: moment_to_read(viewer, each).id,
    "comment": lambda viewer, each: comment_to_read(viewer, each).id,
    "account": _account,
}
