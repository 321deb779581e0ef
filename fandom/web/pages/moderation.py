"""The desk: the queue, one case with all that is known, and the moves."""

from dataclasses import dataclass, field, replace
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Conflict, Invalid
from fandom.core.horizon import Position, parse_episode_name
from fandom.core.paging import Page
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.moderation import access
from fandom.moderation.actions.claims import claim_case
from fandom.moderation.actions.decisions import decide as take_decision
from fandom.moderation.actions.decisions import undo
from fandom.moderation.queries.case_page import case_page
from fandom.moderation.queries.cases import Asked, first_free, queue
from fandom.moderation.remedies import NO_REASON, statement
from fandom.moderation.values import CaseRef, CaseView, Ruling
from fandom.shows.queries import show_refs
from fandom.web import further
from fandom.web.follow import follow
from fandom.web.pages import pages
from fandom.web.reasons import reasons
from fandom.web.ways import seen_at

QUEUE = 50
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Typed:
    """What is chosen in the moves, and what was wrong with it."""

    remedies: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""
    reveals_at: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)


@pages.get("/moderation")
def desk() -> str:
    """The first case that nobody is on lies open beside the queue where there is room for both."""
    follow(*topics())
    access.queue_to_work(viewer(), None)
    free = first_free(viewer())
    return _desk(_case(free) if free else None, opened=False)


@pages.get("/moderation/queue")
def queue_alone() -> str:
    """Only the queue, for desks that are open when it changes."""
    at = request.args.get("at")
    shown = {"ref": {"id": at}} if at else None
    found = _queue()
    return render_template("moderation/queue.html", cases=found.items, more=found.next, case=shown)


@pages.get("/moderation/<case_id>")
def case(case_id: str) -> str:
    follow(*topics())
    return _desk(_case(case_id))


@pages.get("/moderation/<case_id>/letter")
def letter(case_id: str) -> str:
    """What the author will read, for what is chosen so far."""
    found = _case(case_id)
    return _letter(found, _typed(request.args.getlist("remedies")))


@pages.post("/moderation/<case_id>/decision")
def decide(case_id: str) -> Answer:
    typed = _typed(request.form.getlist("remedies"))
    try:
        decision_id = _decide(case_id, typed)
    except Invalid as wrong:
        return _desk(_case(case_id), replace(typed, errors=wrong.errors)), 422
    except Conflict as refusal:
        errors = {"": [gettext(refusal.detail)]}
        return _desk(_case(case_id), replace(typed, errors=errors)), 409
    flash(decision_id, "decided")
    free = first_free(viewer())
    return seen_at(url_for("web.case", case_id=free) if free else url_for("web.desk"))


@pages.post("/moderation/decisions/<decision_id>/undo")
def undo_decision(decision_id: str) -> Response:
    signed_in()
    with unit_of_work():
        decision, about = access.decision_to_undo(viewer(), decision_id)
        undo(moderator=viewer(), decision=decision, case=about)
        case_id = about.id
    flash(gettext("Taken back."))
    return seen_at(url_for("web.case", case_id=case_id))


def topics() -> list[str]:
    """What the desk follows: every fandom, or each that the viewer moderates."""
    who = signed_in()
    if who.moderates_show(None):
        return ["moderation"]
    return [f"moderation:{each.slug}" for each in show_refs(who.moderates).values()]


def _decide(case_id: str, typed: Typed) -> str:
    """Without scripts nobody has claimed the case yet: then deciding claims it."""
    version, token = request.form.get("version", ""), request.form.get("token", "")
    with unit_of_work():
        about = access.case_to_work(viewer(), case_id)
        lease = None if token else claim_case(moderator=viewer(), case=about)
        ruling = Ruling(
            remedies=tuple(_remedy(kind, typed) for kind in typed.remedies),
            reason=typed.reason,
            version=int(version) if version.isdecimal() else -1,
            token=lease.token if lease else token,
            note=typed.note,
        )
        return take_decision(moderator=viewer(), case=about, ruling=ruling).id


def _typed(remedies: list[str]) -> Typed:
    known = {*dict(reasons()), NO_REASON}
    reason = request.values.get("reason", NO_REASON)
    said = request.values.get("note", ""), request.values.get("reveals_at", "")
    return Typed(tuple(remedies), reason if reason in known else NO_REASON, *said)


def _remedy(kind: str, typed: Typed) -> dict[str, Any]:
    place = further.place(typed.reveals_at) if kind == "spoiler" else None
    return {"kind": kind, "reveals_at": place} if place else {"kind": kind}


def _case(case_id: str) -> CaseView:
    return case_page(viewer(), access.case_to_read(viewer(), case_id))


def _queue() -> Page[CaseRef]:
    access.queue_to_work(viewer(), None)
    return queue(viewer(), Asked(), QUEUE, None)


def _letter(found: CaseView, typed: Typed) -> str:
    if not typed.remedies or found.target is None:
        return ""
    known = [move.kind for move in found.moves if move.kind in typed.remedies]
    if known == ["leave"]:
        return next(move.message or "" for move in found.moves if move.kind == "leave")
    place = parse_episode_name(typed.reveals_at)
    subject = found.target.subject_opening(Position(*place, 0) if place else None)
    return statement(known, subject, typed.reason) if known else ""


def _suggested(found: CaseView | None) -> Typed:
    if found is None:
        return Typed()
    said = found.suggested_reveals_at
    return Typed(reason=found.suggested_reason, reveals_at=said.episode if said else "")


def _places(found: CaseView | None) -> tuple[str, ...]:
    about = found.target if found else None
    return further.further(about.show.id, about.reveals_at) if about and about.show else ()


def _desk(found: CaseView | None, typed: Typed | None = None, *, opened: bool = True) -> str:
    waiting = _queue()
    chosen = typed or _suggested(found)
    return render_template(
        "moderation/desk.html",
        cases=waiting.items,
        more=waiting.next,
        case=found,
        opened=opened,
        topics=topics(),
        reasons=reasons(),
        typed=chosen,
        places=_places(found),
        errors=chosen.errors,
        letter=_letter(found, chosen) if found else "",
    )
