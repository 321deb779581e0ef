"""For administrators: the state of the house, accounts and rights, shows, and what workers could not do."""

import json
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from fandom.admin import access, actions, limiting, queries
from fandom.admin.schemas import ROLES, STATES, ShowEditIn
from fandom.core.errors import Conflict, Invalid
from fandom.core.viewer import Viewer
from fandom.infra import doctor, site
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.shows.access import show_to_change, show_to_read
from fandom.shows.catalogue_schema import parsed
from fandom.shows.fields import HUES
from fandom.shows.listing import listed
from fandom.shows.values import ShowView
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.ways import came_from, seen_at

Errors = dict[str, list[str]]
Answer = str | Response | tuple[str, int]
Q_MAX = 100
# What the buttons of an account do.
MOVES: dict[str, dict[str, Any]] = {
    "ban": {"state": "banned"},
    "unban": {"state": "active"},
    "admin": {"is_admin": True},
    "no-admin": {"is_admin": False},
    "moderator": {"moderates_all": True},
    "no-moderator": {"moderates_all": False},
}


def admin() -> Viewer:
    return access.administrator(signed_in())


@pages.get("/admin")
def admin_page() -> str:
    admin()
    settings = site.settings()
    return render_template(
        "admin/index.html",
        findings=doctor.examine(),
        queues=queries.queues(),
        storage=queries.storage(settings.data),
    )


@pages.get("/admin/accounts")
def admin_accounts() -> Answer:
    return _accounts()


@pages.post("/admin/accounts/<handle>")
@limiting.changes
def admin_account(handle: str) -> Answer:
    who = admin()
    move = MOVES.get(request.form.get("move", ""))
    if move is None:
        return seen_at(url_for("web.admin_accounts"))
    try:
        with unit_of_work():
            account = access.account_to_rule(who, handle)
            actions.change_account(viewer=who, account=account, changes=move)
    except Conflict as refusal:
        return _accounts({handle.lower(): [refusal.detail]}, q=handle), 409
    flash(gettext("Done. It is in the audit log."))
    return seen_at(came_from(url_for("web.admin_accounts")))


@pages.get("/admin/shows")
def admin_shows() -> str:
    return _shows()


@pages.post("/admin/shows")
@limiting.changes
def admin_import() -> Answer:
    """A catalogue file, pasted."""
    who, given = admin(), request.form.get("catalogue", "")
    try:
        show = parsed(_json(given))
    except Invalid as wrong:
        said = [f"{name}: {' '.join(found)}" for name, found in wrong.errors.items()]
        return _shows({"catalogue": said}, given), 422
    with unit_of_work():
        outcome = actions.import_show(viewer=who, show=show)
    words = {"added": gettext("%(show)s is here."), "changed": gettext("%(show)s is up to date.")}
    flash(words.get(outcome, gettext("%(show)s was up to date already.")) % {"show": show.title})
    return seen_at(url_for("web.admin_show", slug=show.slug))


@pages.get("/admin/shows/<slug>")
def admin_show(slug: str) -> str:
    return _show(show_to_read(admin(), slug))


@pages.post("/admin/shows/<slug>")
@limiting.changes
def admin_edit(slug: str) -> Answer:
    who = admin()
    show, form = show_to_read(who, slug), request.form
    said: dict[str, Any] = {"title": form.get("title", ""), "synopsis": form.get("synopsis", "").strip()}
    said |= {"year": _number(form.get("year", "")), "hue": _number(form.get("hue", ""))}
    try:
        edits = ShowEditIn().load(said)
    except ValidationError as refused:
        return _show(show, form, refused.messages_dict), 422
    with unit_of_work():
        actions.edit_show(viewer=who, show_id=show_to_change(who, slug).id, changes=edits)
    flash(gettext("Kept."))
    return seen_at(url_for("web.admin_show", slug=slug))


@pages.get("/admin/queues")
def admin_queues() -> str:
    admin()
    failures = {"deliveries": queries.deliveries_given_up(), "jobs": queries.jobs_failed()}
    return render_template("admin/queues.html", queues=queries.queues(), **failures)


@pages.post("/admin/deliveries/<row_id>/retry")
@limiting.changes
def admin_retry_delivery(row_id: str) -> Response:
    with unit_of_work():
        actions.retry_delivery(viewer=admin(), row_id=row_id)
    flash(gettext("It is tried again within seconds."))
    return seen_at(url_for("web.admin_queues"))


@pages.post("/admin/jobs/<job_id>/retry")
@limiting.changes
def admin_retry_job(job_id: str) -> Response:
    with unit_of_work():
        actions.retry_job(viewer=admin(), job_id=job_id)
    flash(gettext("It is tried again within seconds."))
    return seen_at(url_for("web.admin_queues"))


def _accounts(errors: Errors | None = None, q: str | None = None) -> str:
    admin()
    asked = request.args.get("q", "").strip()[:Q_MAX] if q is None else q
    state, role = request.args.get("state"), request.args.get("role")
    found = queries.accounts(
        asked=asked,
        state=state if state in STATES else None,
        role=role if role in ROLES else None,
        after=start_key(),
        limit=PAGE,
    )
    chosen = {"q": asked, "state": state, "role": role}
    return render_template("admin/accounts.html", found=found, errors=errors or {}, older=older(found.next), **chosen)


def _shows(errors: Errors | None = None, catalogue: str = "") -> str:
    admin()
    q = request.args.get("q", "").strip()[:Q_MAX]
    found = listed(viewer(), asked=q, after=start_key(), limit=PAGE)
    typed = {"errors": errors or {}, "catalogue": catalogue}
    return render_template("admin/shows.html", found=found, q=q, older=older(found.next), **typed)


def _show(show: ShowView, typed: Any = None, errors: Any = None) -> str:
    return render_template("admin/show.html", show=show, typed=typed or show, errors=errors or {}, hues=HUES)


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else None


def _json(given: str) -> Any:
    try:
        return json.loads(given)
    except (ValueError, RecursionError) as error:
        raise Invalid({"file": [gettext("This is not JSON.")]}) from error
