"""What a fan sets for themselves: name, password, sessions, tokens."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts import access, actions, queries, signing
from fandom.accounts.limiting import new_tokens, password_tries
from fandom.core.errors import Conflict, Invalid
from fandom.core.viewer import SCOPES
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.web.pages import pages
from fandom.web.ways import seen_at

Errors = dict[str, list[str]]
Answer = str | Response | tuple[str, int]
NAME_MAX = 60


@pages.get("/settings")
def settings() -> str:
    return _page()


@pages.post("/settings/name")
def change_name() -> Answer:
    signed_in()
    try:
        with unit_of_work():
            account = access.me_to_edit(viewer())
            actions.rename(account=account, display_name=request.form.get("display_name", ""))
            actions.describe(account=account, about=request.form.get("about", account.about))
    except Invalid as wrong:
        return _page(wrong.errors), 422
    return _done(gettext("That’s how you are called now."))


@pages.post("/settings/password")
@password_tries
def change_password() -> Answer:
    signed_in()
    current, new = request.form.get("current_password", ""), request.form.get("new_password", "")
    try:
        signing.change_password(viewer=viewer(), current=current, new=new)
    except Invalid as wrong:
        errors = {"new_password" if name == "password" else name: said for name, said in wrong.errors.items()}
        return _page(errors), 422
    return _done(gettext("Your password is changed. Every other sign-in of yours has ended."))


@pages.post("/settings/sessions/<session_id>/end")
def end_session(session_id: str) -> Answer:
    signed_in()
    with unit_of_work():
        actions.end_session(session=access.session_to_end(viewer(), session_id))
    return _done(gettext("Signed out there."))


@pages.post("/settings/tokens")
@new_tokens
def make_token() -> Answer:
    access.in_browser(viewer())
    name, scopes = request.form.get("name", "").strip(), frozenset(request.form.getlist("scopes"))
    errors = _token_faults(name, scopes)
    if errors:
        return _page(errors), 422
    try:
        with unit_of_work():
            made = actions.create_token(viewer=viewer(), name=name, scopes=scopes)
    except Conflict as refusal:
        return _page({"name": [refusal.detail]}), 409
    return _page(secret=made.secret)


@pages.post("/settings/tokens/<token_id>/end")
def end_token(token_id: str) -> Answer:
    signed_in()
    with unit_of_work():
        actions.end_token(token=access.token_to_end(viewer(), token_id))
    return _done(gettext("That token has ended."))


def _token_faults(name: str, scopes: frozenset[str]) -> Errors:
    errors: Errors = {}
    if not 1 <= len(name) <= NAME_MAX or not name.isprintable():
        errors["name"] = [gettext("Say in a few words what it is for.")]
    if not scopes or not scopes <= SCOPES:
        errors["scopes"] = [gettext("Choose what it may do.")]
    return errors


def _done(words: str) -> Response:
    flash(words)
    return seen_at(url_for("web.settings"))


def _page(errors: Errors | None = None, secret: str | None = None) -> str:
    """The secret of a new token is in this one answer and nowhere else."""
    me = access.me_to_read(signed_in())
    return render_template(
        "accounts/settings.html",
        person=me,
        sessions=queries.sessions(viewer()),
        tokens=queries.tokens(viewer()),
        secret=secret,
        errors=errors or {},
        typed={**request.form, "scopes": request.form.getlist("scopes")},
    )
