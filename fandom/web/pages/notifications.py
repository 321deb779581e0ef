"""What somebody is told, by the day."""

from datetime import timedelta
from itertools import groupby

from flask import render_template, request, url_for
from flask_babel import format_date, gettext
from werkzeug.wrappers import Response

from fandom.core import clock
from fandom.core.ids import is_id
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in
from fandom.notifications.access import notification_to_read
from fandom.notifications.actions import read_one, read_up_to
from fandom.notifications.queries import inbox
from fandom.notifications.sentences import explained, said
from fandom.notifications.values import Notice
from fandom.web.follow import follow
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.ways import seen_at


@pages.get("/notifications")
def notifications() -> str:
    who = signed_in()
    follow(f"account:{who.account_id}")
    found = inbox(who, PAGE, start_key())
    days = [(_day(key), list(notes)) for key, notes in groupby(found.items, _days_ago)]
    newest = found.items[0].id if found.items else None
    words = {"said": said, "explained": explained}
    return render_template("notifications/index.html", days=days, newest=newest, older=older(found.next), **words)


@pages.post("/notifications/read")
def read_notifications() -> Response:
    who = signed_in()
    up_to = request.form.get("up_to", "")
    if is_id(up_to):
        with unit_of_work():
            read_up_to(account_id=str(who.account_id), notification_id=up_to)
    return seen_at(url_for("web.notifications"))


@pages.post("/notifications/<notification_id>/read")
def read_notification(notification_id: str) -> Response:
    who = signed_in()
    with unit_of_work():
        read_one(account_id=str(who.account_id), notification_id=notification_to_read(who, notification_id))
    return seen_at(url_for("web.notifications"))


def _days_ago(note: Notice) -> int:
    return max(0, (clock.now().date() - note.at.date()).days)


def _day(ago: int) -> str:
    if ago == 0:
        return str(gettext("Today"))
    if ago == 1:
        return str(gettext("Yesterday"))
    return str(format_date(clock.now().date() - timedelta(days=ago), "long"))
