"""Where letters lead: a button to press on each page, because programs open links before people do."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext

from fandom.accounts.email import actions, queries, resetting
from fandom.accounts.email.access import token_to_use
from fandom.accounts.email.limiting import reset_asks, secret_tries
from fandom.core.errors import Conflict, Invalid, NotFound
from fandom.infra.db import unit_of_work
from fandom.infra.login import viewer
from fandom.notifications.actions import stop_letters
from fandom.notifications.letters import unsubscribed
from fandom.web.language import language
from fandom.web.pages import pages
from fandom.web.ways import seen_at

P = ParamSpec("P")
GONE = 410


def kept_quiet(view: Callable[P, Any]) -> Callable[P, Response]:
    """The address is a secret: it goes on to no other site, and into no cache and no search engine."""

    @wraps(view)
    def run(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = make_response(view(*args, **kwargs))
        quiet = {"Referrer-Policy": "same-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        response.headers.update(quiet)
        return response

    return run


@pages.get("/forgot")
def forgot() -> str:
    return render_template("letters/forgot.html", errors={}, typed={})


@pages.post("/forgot")
@reset_asks
def ask_reset() -> Any:
    """Says the same whether we know the address or not."""
    try:
        resetting.ask_reset(email=request.form.get("email", ""), language=language())
    except Invalid as wrong:
        return render_template("letters/forgot.html", errors=wrong.errors, typed=request.form), 422
    return render_template("letters/sent.html")


@pages.get("/reset/<secret>")
@kept_quiet
def reset(secret: str) -> Any:
    return _reset(secret, {})


@pages.post("/reset/<secret>")
@secret_tries
@kept_quiet
def reset_password(secret: str) -> Any:
    try:
        resetting.reset_password(secret=secret, password=request.form.get("password", ""))
    except NotFound:
        return _gone()
    except Invalid as wrong:
        return _reset(secret, wrong.errors), 422
    flash(gettext("You have a new password. Sign in with it."))
    return seen_at(url_for("web.sign_in"))


@pages.get("/verify/<secret>")
@kept_quiet
def verify(secret: str) -> Any:
    found = queries.errand_of("verify", secret)
    return render_template("letters/verify.html", errand=found) if found else _gone()


@pages.post("/verify/<secret>")
@secret_tries
@kept_quiet
def verify_email(secret: str) -> Any:
    try:
        with unit_of_work():
            actions.verify(token=token_to_use("verify", secret))
    except NotFound:
        return _gone()
    except Conflict as refusal:
        return render_template("letters/taken.html", words=refusal.detail), 409
    flash(gettext("This address is yours."))
    return seen_at(url_for("web.notification_settings" if viewer().signed_in else "web.home"))


@pages.get("/unsubscribe/<secret>")
@kept_quiet
def unsubscribe(secret: str) -> Any:
    return render_template("letters/unsubscribe.html", done=False) if unsubscribed(secret) else _gone()


@pages.post("/unsubscribe/<secret>")
@kept_quiet
def end_letters(secret: str) -> Any:
    """By the button, or by a mail program (RFC 8058), which brings neither a cookie nor a token."""
    found = unsubscribed(secret)
    if found is None:
        return _gone()
    with unit_of_work():
        stop_letters(account_id=found[0], what=found[1])
    return render_template("letters/unsubscribe.html", done=True)


def _reset(secret: str, errors: dict[str, list[str]]) -> Any:
    found = queries.errand_of("reset", secret)
    return render_template("letters/reset.html", errand=found, errors=errors) if found else _gone()


def _gone() -> tuple[str, int]:
    return render_template("letters/gone.html"), GONE
