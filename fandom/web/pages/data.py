"""Everything one has here: to take along, or to erase. Settings, Your data."""

from flask import Response as Body
from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts.access import in_browser, me_to_read
from fandom.accounts.limiting import password_tries
from fandom.accounts.personal import access, actions, deleting, files, queries
from fandom.accounts.personal.limiting import new_exports
from fandom.core.errors import Conflict, Invalid, NotFound
from fandom.infra import login, storage
from fandom.infra.db import release, unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.web.pages import pages
from fandom.web.ways import seen_at

Answer = str | Response | tuple[str, int]


@pages.get("/settings/data")
def data() -> str:
    return _page()


@pages.post("/settings/data/export")
@new_exports
def ask_export() -> Response:
    account_id = str(in_browser(viewer()).account_id)
    try:
        with unit_of_work():
            actions.ask_export(account_id=account_id)
    except Conflict as refusal:
        flash(gettext(refusal.detail))
    return seen_at(url_for("web.data"))


@pages.get("/settings/data/export/<export_id>")
def download_export(export_id: str) -> Body:
    signed_in()
    found = access.export_to_download(viewer(), export_id)
    release()
    size = found.size or 0
    try:
        body = files.read(found.id, size)
    except storage.Missing as gone:
        raise NotFound from gone
    response = Body(body, mimetype=files.MIME)
    response.content_length = size
    response.headers["Content-Disposition"] = f'attachment; filename="fandom-{found.created_at:%Y-%m-%d}.zip"'
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/settings/data/delete")
@password_tries
def delete_me() -> Answer:
    who = signed_in()
    if request.form.get("handle", "").strip().removeprefix("@").lower() != me_to_read(who).handle.lower():
        return _page({"handle": [gettext("Type your handle, so that this is no accident.")]}), 422
    try:
        deleting.delete_me(viewer=viewer(), password=request.form.get("password"))
    except Invalid as wrong:
        return _page(wrong.errors), 422
    except Conflict as refusal:
        return _page({"handle": [gettext(refusal.detail)]}), 409
    login.finish()
    flash(gettext("Your account is deleted. What you wrote is being erased right now."))
    return seen_at(url_for("web.home"))


def _page(errors: dict[str, list[str]] | None = None) -> str:
    me = me_to_read(signed_in())
    known = access.has_just_signed_in(viewer())
    found = queries.exports(me.id)
    return render_template("accounts/data.html", person=me, exports=found, known=known, errors=errors or {})
