"""What one wants to be told, here and by letter, and the address letters go to: Settings, Notifications."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts import access
from fandom.accounts.email import actions as email
from fandom.accounts.email import queries as addresses
from fandom.accounts.email import resetting
from fandom.accounts.email.limiting import letters_asked
from fandom.accounts.limiting import password_tries
from fandom.core.errors import Invalid, TooMany
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in
from fandom.notifications.actions import choose
from fandom.notifications.choices import ALWAYS, KINDS, Choice
from fandom.notifications.queries import wishes
from fandom.web.language import language
from fandom.web.pages import pages
from fandom.web.ways import seen_at

Errors = dict[str, list[str]]
Answer = str | Response | tuple[str, int]


@pages.get("/settings/notifications")
def notification_settings() -> str:
    return _page()


@pages.post("/settings/notifications")
def change_notification_settings() -> Response:
    who = signed_in()
    web, mail = set(request.form.getlist("web")) | ALWAYS, set(request.form.getlist("mail"))
    choices = {kind: Choice(kind in web, kind in mail) for kind in KINDS}
    with unit_of_work():
        access.me_to_edit(who).language = language()
        choose(account_id=str(who.account_id), choices=choices, digest="digest" in request.form)
    return _done(gettext("That’s how you will hear of things."))


@pages.post("/settings/email")
@password_tries
def change_email() -> Answer:
    who, form = signed_in(), request.form
    try:
        resetting.change_email(viewer=who, email=form.get("email", ""), password=form.get("password", ""))
    except Invalid as wrong:
        return _page(wrong.errors), 422
    except TooMany as refusal:
        return _page({"email": [refusal.detail]}), 429
    return _done(gettext("A letter is on its way. Open it and press the button there."))


@pages.post("/settings/email/letter")
@letters_asked
def ask_verification() -> Answer:
    who = signed_in()
    try:
        with unit_of_work():
            email.ask_verification(account=access.me_to_edit(access.in_browser(who)))
    except Invalid as wrong:
        return _page(wrong.errors), 422
    except TooMany as refusal:
        return _page({"letter": [refusal.detail]}), 429
    return _done(gettext("A letter is on its way. Open it and press the button there."))


def _kind_words() -> dict[str, str]:
    return {
        "comment": gettext("Comments on your moments"),
        "reply": gettext("Replies to you"),
        "mention": gettext("Mentions of you"),
        "follow": gettext("New followers"),
        "milestone": gettext("Milestones of your moments"),
        "decision": gettext("Decisions of moderators"),
    }


def _done(words: str) -> Response:
    flash(words)
    return seen_at(url_for("web.notification_settings"))


def _page(errors: Errors | None = None) -> str:
    account_id = str(signed_in().account_id)
    return render_template(
        "notifications/settings.html",
        wishes=wishes(account_id),
        always=ALWAYS,
        kinds=_kind_words(),
        address=addresses.address(account_id),
        errors=errors or {},
        typed=request.form,
    )
