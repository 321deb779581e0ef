"""What somebody is told."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from fandom.core.ids import is_id
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in
from fandom.notifications.actions import read_up_to
from fandom.notifications.queries import inbox
from fandom.web.follow import follow
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.ways import seen_at


@pages.get("/notifications")
def notifications() -> str:
    who = signed_in()
    follow(f"account:{who.account_id}")
    found = inbox(who, PAGE, start_key())
    return render_template("notifications/index.html", notes=found.items, older=older(found.next))


@pages.post("/notifications/read")
def read_notifications() -> Response:
    who = signed_in()
    up_to = request.form.get("up_to", "")
    if is_id(up_to):
        with unit_of_work():
            read_up_to(account_id=str(who.account_id), notification_id=up_to)
    return seen_at(url_for("web.notifications"))
