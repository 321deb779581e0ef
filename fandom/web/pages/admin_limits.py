"""For administrators: how often what may be done."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.admin import access, actions, limiting
from fandom.core.errors import Invalid
from fandom.infra import allowances, limits, site
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in
from fandom.web.pages import pages
from fandom.web.ways import seen_at


@pages.get("/admin/limits")
def admin_limits() -> str:
    """What holds is read afresh: another process may have kept it a second ago."""
    access.administrator(signed_in())
    allowances.refresh()
    return _page()


@pages.post("/admin/limits/<name>")
@limiting.changes
def admin_limit(name: str) -> Response | tuple[str, int]:
    who, typed = access.administrator(signed_in()), request.form.get("rule", "")[:100]
    try:
        with unit_of_work():
            if "reset" in request.form:
                actions.reset_limit(viewer=who, name=name)
            else:
                actions.set_limit(viewer=who, name=name, typed=typed)
    except Invalid as wrong:
        return _page(refused={"name": name, "typed": typed, "why": wrong.errors["rule"][0]}), 422
    flash(gettext("Kept. It holds everywhere within seconds."))
    return seen_at(url_for("web.admin_limits"))


def _page(refused: dict[str, Any] | None = None) -> str:
    on = site.settings().limits
    return render_template("admin/limits.html", limits=limits.known(), on=on, own=actions.OWN, refused=refused)
