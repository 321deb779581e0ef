"""A moderator's word, where it stands, that something spoils more than it says."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Conflict, Invalid
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.moderation.access import target_to_correct
from fandom.moderation.actions import at_once
from fandom.moderation.queries.history import correction_to_undo
from fandom.moderation.values import Target
from fandom.web import further
from fandom.web.pages import pages
from fandom.web.story import placed
from fandom.web.ways import asked_next, came_from, seen_at

Answer = str | Response | tuple[str, int]


@pages.route("/moderation/correct", methods=["GET", "POST"])
def correct() -> Answer:
    signed_in()
    target = _target()
    if request.method == "GET":
        return _form(target)
    try:
        _correct()
    except Invalid as wrong:
        return _form(target, wrong.errors), 422
    except Conflict as refusal:
        return _form(target, {"": [gettext(refusal.detail)]}), 409
    flash(gettext("It opens at %(episode)s now.", episode=placed(request.form["reveals_at"], target.show)))
    return seen_at(asked_next(url_for("web.home")))


def _target() -> Target:
    return target_to_correct(viewer(), request.args.get("kind", ""), request.args.get("id", ""))


def _correct() -> None:
    place = further.place(request.form.get("reveals_at", ""))
    if place is None:
        raise Invalid({"reveals_at": [gettext("Pick one of the episodes.")]})
    with unit_of_work():
        at_once.correct(moderator=viewer(), target=_target(), place=place)


def _form(target: Target, errors: dict[str, list[str]] | None = None) -> str:
    places = further.further(target.show.id, target.reveals_at) if target.show else ()
    return render_template(
        "moderation/correct.html",
        kind=target.kind,
        target_id=target.id,
        who=target.author.handle,
        show=target.show,
        places=places,
        standing=correction_to_undo(target.kind, target.id),
        next=asked_next(came_from(url_for("web.home"))),
        typed={"reveals_at": request.form.get("reveals_at", "")},
        errors=errors or {},
    )
