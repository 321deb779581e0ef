"""Reporting a moment, a comment or an account to the moderators."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid, NotFound
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.moderation import access, limiting
from fandom.moderation.actions.reports import file_report
from fandom.moderation.values import Complaint, Target
from fandom.web import further
from fandom.web.pages import pages
from fandom.web.reasons import reasons
from fandom.web.ways import asked_next, came_from, seen_at

KINDS = ("moment", "comment", "account")
Answer = str | Response | tuple[str, int]


@pages.get("/report")
def report() -> Answer:
    signed_in()
    kind, target_id = _asked()
    return _form(access.target_to_report(viewer(), kind, target_id), target_id)


@pages.post("/report")
@limiting.new_reports
def file() -> Answer:
    reporter = signed_in()
    kind, target_id = _asked()
    reason, note = request.form.get("reason", ""), request.form.get("note", "")
    if reason not in dict(reasons()):
        wanted = access.target_to_report(reporter, kind, target_id)
        return _form(wanted, target_id, {"reason": [gettext("Choose what is wrong with it.")]}), 422
    try:
        with unit_of_work():
            target = access.target_to_report(reporter, kind, target_id)
            complaint = Complaint(reason, note, further.place(request.form.get("reveals_at", "")))
            file_report(reporter=reporter, target=target, complaint=complaint)
    except Invalid as wrong:
        return _form(access.target_to_report(reporter, kind, target_id), target_id, wrong.errors), 422
    flash(gettext("Thank you. A moderator will read it, and you’ll hear from us."))
    return seen_at(asked_next(url_for("web.home")))


def _asked() -> tuple[str, str]:
    kind, target_id = request.args.get("kind", ""), request.args.get("id", "")
    if kind not in KINDS or not target_id:
        raise NotFound
    return kind, target_id


def _form(target: Target, target_id: str, errors: dict[str, list[str]] | None = None) -> str:
    return render_template(
        "reports/report.html",
        kind=target.kind,
        target_id=target_id,
        show=target.show,
        reasons=reasons(),
        places=further.reached(viewer(), target.show.id, target.reveals_at) if target.show else (),
        next=asked_next(came_from(url_for("web.home"))),
        typed={name: request.form.get(name, "") for name in ("reason", "note", "reveals_at")},
        errors=errors or {},
    )
