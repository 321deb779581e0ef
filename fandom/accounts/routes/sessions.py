"""Signing up, in and out."""

from typing import Any

from flask_babel import get_locale

from fandom.accounts import access, actions, queries, signing
from fandom.accounts.limiting import sign_in_tries, sign_up_tries
from fandom.accounts.routes.frame import alone, blueprint, roles, user_agent
from fandom.accounts.schemas import NewcomerIn, OpenSessionsOut, SessionOut, SignInIn
from fandom.accounts.signing import Newcomer
from fandom.core.viewer import Viewer
from fandom.infra import login
from fandom.infra.endpoint import listing, reads, signed_in, viewer, writes


@blueprint.route("/accounts", methods=["POST"])
@sign_up_tries
@alone(private=False)
@blueprint.arguments(NewcomerIn)
@blueprint.response(201, SessionOut)
def create_account(asked: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Sign up. The answer is signed in; the e-mail address is nobody's until it is verified."""
    newcomer = Newcomer(**asked, language=str(get_locale() or "") or None)
    found = signing.sign_up(newcomer, user_agent=user_agent())
    login.start(found)
    return _said(found), 201, {"Location": f"/api/v1/accounts/{found.handle}"}


@blueprint.route("/session", methods=["GET"])
@reads()
@blueprint.response(200, SessionOut)
def read_session() -> dict[str, Any]:
    """Who am I, and the CSRF token of this cookie; for visitors too."""
    return _said(viewer())


@blueprint.route("/session", methods=["POST"])
@sign_in_tries
@alone(private=False)
@blueprint.arguments(SignInIn)
@blueprint.response(200, SessionOut)
def create_session(asked: dict[str, str]) -> dict[str, Any]:
    """Sign in with a handle or a verified e-mail address."""
    found = signing.sign_in(**asked, user_agent=user_agent(), leaving=viewer())
    login.start(found)
    return _said(found)


@blueprint.route("/session", methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_session() -> None:
    """Sign out here: the cookie is worth nothing afterwards, and its sockets are cut."""
    signing.sign_out(signed_in())
    login.finish()


@blueprint.route("/sessions", methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_sessions() -> None:
    """Sign out everywhere; personal tokens end too."""
    actions.end_all(account=access.me_to_edit(access.in_browser(signed_in())), reason="signed_out")
    login.finish()


@blueprint.route("/me/sessions", methods=["GET"])
@reads(private=True)
@blueprint.response(200, OpenSessionsOut)
def list_sessions() -> tuple[dict[str, Any], dict[str, str]]:
    """Where I am signed in."""
    return listing(queries.sessions(access.in_browser(signed_in())), None)


@blueprint.route("/me/sessions/<session_id>", methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_one_session(session_id: str) -> None:
    """Sign out one browser."""
    session = access.session_to_end(signed_in(), session_id)
    actions.end_session(session=session)
    if session.id == viewer().session_id:
        login.finish()


def _said(found: Viewer) -> dict[str, Any]:
    account = queries.me(found.account_id) if found.account_id else None
    return {
        "account": account,
        "roles": roles(found),
        "scopes": None if found.scopes is None else sorted(found.scopes),
        "csrf_token": login.csrf_token() if login.bearer() is None else None,
    }
