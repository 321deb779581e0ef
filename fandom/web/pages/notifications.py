"""What somebody is told."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from fandom.infra.login import signed_in
from fandom.web.pages import pages
from fandom.web.ways import seen_at


@pages.get("/notifications")
def notifications() -> str:
    signed_in()
    return render_template("notifications/index.html", notes=[], older=None)


@pages.post("/notifications/read")
def read_notifications() -> Response:
    signed_in()
    request.form.get("up_to")
    return seen_at(url_for("web.notifications"))
