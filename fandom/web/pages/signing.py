"""Signing up, in and out."""

from flask import render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts import access, actions, signing
from fandom.accounts.limiting import sign_in_tries, sign_up_tries
from fandom.accounts.signing import Newcomer
from fandom.core.errors import FandomError, Forbidden, Invalid, Unauthenticated
from fandom.infra import login
from fandom.infra.db import unit_of_work
from fandom.infra.login import viewer
from fandom.web import counting
from fandom.web.language import language
from fandom.web.pages import pages
from fandom.web.ways import asked_next, seen_at

Answer = str | Response | tuple[str, int]


@pages.get("/sign-in")
def sign_in() -> Answer:
    return seen_at(_onwards()) if viewer().signed_in else _door("sign_in")


@pages.post("/sign-in")
@sign_in_tries
def enter() -> Answer:
    try:
        found = signing.sign_in(
            login=request.form.get("login", ""),
            password=request.form.get("password", ""),
            user_agent=request.user_agent.string,
            leaving=viewer(),
        )
    except (Unauthenticated, Forbidden) as refusal:
        return _door("sign_in", refusal), 401
    login.start(found)
    return seen_at(_onwards())


@pages.get("/sign-up")
def sign_up() -> Answer:
    return seen_at(_onwards()) if viewer().signed_in else _door("sign_up")


@pages.post("/sign-up")
@sign_up_tries
def join_in() -> Answer:
    asked = {name: request.form.get(name, "") for name in ("handle", "email", "password")}
    newcomer = Newcomer(**asked, language=language(), ref=counting.ref_here())
    try:
        found = signing.sign_up(newcomer, user_agent=request.user_agent.string)
    except Invalid as wrong:
        return _door("sign_up", wrong), 422
    login.start(found)
    return seen_at(_first())


@pages.post("/sign-out")
def sign_out() -> Response:
    if viewer().signed_in:
        with unit_of_work():
            signing.sign_out(viewer())
    login.finish()
    return seen_at(url_for("web.home"))


@pages.post("/sign-out/everywhere")
def sign_out_everywhere() -> Response:
    with unit_of_work():
        access.in_browser(viewer())
        actions.end_all(account=access.me_to_edit(viewer()), reason="signed_out")
    login.finish()
    return seen_at(url_for("web.home"))


def _first() -> str:
    """Who came for something is led there; who came for the place is asked what is theirs."""
    wanted = _onwards("web.welcome_shows")
    return url_for("web.welcome_shows") if wanted == url_for("web.home") else wanted


def _onwards(otherwise: str = "web.home") -> str:
    return asked_next(url_for(otherwise))


def _door(which: str, refusal: FandomError | None = None) -> str:
    errors = getattr(refusal, "errors", None) or ({"": gettext(refusal.detail)} if refusal else {})
    typed = {name: request.form.get(name, "") for name in ("login", "handle", "email")}
    return render_template(f"accounts/{which}.html", typed=typed, errors=errors, next=request.values.get("next", ""))
