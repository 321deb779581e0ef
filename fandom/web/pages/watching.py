"""How the horizon moves by itself: a watch history brought in, and an address for media servers. Settings, Watching."""

from typing import Any

from flask import Response as Body
from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts.access import in_browser
from fandom.core.errors import Conflict, Invalid, NotFound, TooLarge
from fandom.infra.db import unit_of_work
from fandom.infra.incoming import takes_up_to
from fandom.infra.login import signed_in
from fandom.infra.site import origin
from fandom.shows import access as shows
from fandom.shows.history import access, actions, limiting, numbers, queries, sending
from fandom.shows.history.opening import FILE_MAX
from fandom.shows.scrobbles import access as hook_doors
from fandom.shows.scrobbles import actions as hooks
from fandom.shows.scrobbles import limiting as hook_limits
from fandom.shows.scrobbles import queries as hook_reads
from fandom.web.pages import pages
from fandom.web.ways import seen_at

Answer = str | Response | tuple[str, int]


@pages.get("/settings/watching")
def watching() -> str:
    return _page()


@pages.post("/settings/watching/import")
@takes_up_to(FILE_MAX)
@limiting.new_imports
def send_history() -> Answer:
    who = signed_in()
    try:
        sending.send(viewer=who, file=request.files.get("file"))
    except Invalid as wrong:
        return _page(wrong.errors), 422
    except TooLarge as wrong:
        return _page({"file": [wrong.detail]}), 413
    except Conflict as wrong:
        return _page({"file": [wrong.detail]}), 409
    return seen_at(f"{url_for('web.watching')}#history")


@pages.post("/settings/watching/import/<import_id>/back")
@limiting.changes
def put_history_back(import_id: str) -> Response:
    """All of it, or the one show that is named."""
    who = signed_in()
    found, slug = access.import_to_read(who, import_id), request.form.get("show", "")
    show_id = shows.show_to_read(who, slug).id if slug else None
    try:
        with unit_of_work():
            back = actions.put_back(viewer=who, import_id=found.id, show_id=show_id)
        words = gettext("You are where you were before.") if back else gettext("You have moved on since, so you stay.")
        flash(words)
    except Conflict as refusal:
        flash(gettext(refusal.detail))
    return seen_at(f"{url_for('web.watching')}#history")


@pages.post("/settings/watching/hook")
@hook_limits.changes
def make_hook() -> Body:
    """The one page that shows the address, so nobody keeps a copy of it."""
    with unit_of_work():
        secret = hooks.make_hook(viewer=in_browser(signed_in()))
    response = make_response(_page(url=f"{origin()}/hooks/{secret}"))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post("/settings/watching/hook/user")
@hook_limits.changes
def choose_hook_user() -> Response:
    with unit_of_work():
        only_user = numbers.title(request.form.get("only_user", ""))[:64] or None
        hooks.choose_user(hook=hook_doors.hook_to_change(signed_in()), only_user=only_user)
    return seen_at(f"{url_for('web.watching')}#hook")


@pages.post("/settings/watching/hook/drop")
@hook_limits.changes
def drop_hook() -> Response:
    account_id = str(signed_in().account_id)
    if hook_reads.hook(account_id) is None:
        raise NotFound
    with unit_of_work():
        hooks.drop_hook(account_id=account_id)
    flash(gettext("The address is gone. Nothing that calls it moves you any more."))
    return seen_at(f"{url_for('web.watching')}#hook")


def _page(errors: dict[str, list[str]] | None = None, url: str | None = None) -> str:
    account_id = str(signed_in().account_id)
    found: dict[str, Any] = {"found": queries.latest(account_id), "hook": hook_reads.hook(account_id)}
    return render_template("accounts/watching.html", **found, errors=errors or {}, url=url)
