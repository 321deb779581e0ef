"""Who is asking: Flask-Login over our own sessions and personal tokens, and CSRF for cookies."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask import Flask, Request, g, request, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from fandom.config import Settings
from fandom.core.errors import Forbidden, Unauthenticated
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra.cookies import RememberingSessions
from fandom.infra.visitors import visitor

COOKIE = "fandom_session"
KEPT_S = 60 * 24 * 3600
# Whoever knows such an address may use it; no cookie counts there.
HOOKS = "/hooks/"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FOREIGN_SITES = frozenset({"cross-site", "same-site"})

Load = Callable[[str], Viewer | None]

csrf = CSRFProtect()


class Principal(UserMixin):
    """Flask-Login's user: its id is our session id."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def get_id(self) -> str:
        return self.viewer.session_id or ""


class Visitor(AnonymousUserMixin):
    @property
    def viewer(self) -> Viewer:
        """As their cookie is now: this request may have changed it."""
        return VISITOR if bearer() is not None else visitor(session)


class Known(NamedTuple):
    """Who asks, and the token they came with, if it was one."""

    viewer: Viewer
    secret: str | None


def quickly(app: Flask, environ: Mapping[str, Any]) -> Known | None:
    """Who asks, without a Flask request; None where that takes more than to look at what is known."""
    given = environ.get("HTTP_AUTHORIZATION")
    if given is not None:
        secret = _secret(given)
        found = app.extensions["by_token"](secret) if secret else None
        return Known(found, secret) if found else None
    cookies = environ.get("HTTP_COOKIE", "")
    if COOKIE not in cookies:
        return Known(VISITOR, None)
    _, mark, rest = cookies.partition(f"{COOKIE}=")
    kept = app.session_interface.known(rest.partition(";")[0]) if mark and COOKIE not in rest else None  # type: ignore[attr-defined]
    if kept is None:
        return None
    session_id = kept.get("_user_id")
    found = app.extensions["by_session"](session_id) if session_id else visitor(kept)
    return Known(found, None) if found else None


def viewer() -> Viewer:
    """The viewer of this request."""
    found: Viewer = current_user.viewer
    return found


def known() -> Viewer | None:
    """The viewer, if this request has asked for it."""
    principal = g.get("_login_user")
    return principal.viewer if principal else None


def signed_in() -> Viewer:
    found = viewer()
    if not found.signed_in:
        raise Unauthenticated
    return found


def start(found: Viewer) -> None:
    """Answer this request with the cookie of a new session. The old cookie's CSRF token goes with it."""
    _forget()
    session.permanent = True
    login_user(Principal(found))
    # A digest of address and browser, for a protection that we do not use.
    session.pop("_id", None)


def finish() -> None:
    logout_user()
    _forget()


def csrf_token() -> str:
    """A token for this cookie; making one sets the cookie."""
    token: str = generate_csrf()
    return token


def bearer() -> str | None:
    """The personal token of this request. Where there is one, the cookie counts for nothing."""
    return _bearer(request)


def init(app: Flask, settings: Settings, by_session: Load, by_token: Load) -> None:
    app.config.update(
        SECRET_KEY=settings.secret,
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=KEPT_S,
        # We give no such cookie; under its stock name another program's would keep tokens from being read.
        REMEMBER_COOKIE_NAME="fandom_remember",
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_HEADERS=["X-CSRF-Token"],
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = RememberingSessions()
    app.extensions.update(by_session=by_session, by_token=by_token)
    csrf.init_app(app)
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = Visitor
    manager.user_loader(lambda session_id: None if bearer() is not None else _principal(by_session(session_id)))
    manager.request_loader(lambda asked: _by_bearer(asked, by_token))
    app.before_request(lambda: _refuse_foreign(settings.origins))


def _forget() -> None:
    session.clear()
    g.pop("csrf_token", None)


def _principal(found: Viewer | None) -> Principal | None:
    return Principal(found) if found else None


def _by_bearer(asked: Request, by_token: Load) -> Principal | None:
    """A wrong token is an error, never a visitor; but the page that says so is a visitor's."""
    secret = _bearer(asked)
    if secret is None or g.get("bearer_refused"):
        return None
    found = by_token(secret)
    if found is None:
        g.bearer_refused = True
        raise Unauthenticated("This token is not known, or has ended.")
    return Principal(found)


def _bearer(asked: Request) -> str | None:
    return _secret(asked.headers.get("Authorization", ""))


def _secret(authorization: str) -> str | None:
    scheme, _, secret = authorization.partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _refuse_foreign(origins: frozenset[str]) -> None:
    """A change asked for with a cookie needs the token of that cookie; without one, at least no foreign page asks.

    A foreign page cannot send a Bearer token of its own accord, and with one the cookie is not looked at.
    """
    if request.method in SAFE or bearer() is not None or request.path.startswith(HOOKS):
        return
    if _foreign(origins):
        raise Forbidden("This page may not ask for that here.")
    if session:
        try:
            csrf.protect()
        except CSRFError as error:
            raise Forbidden("Your page is out of date. Reload it and try again.") from error


def _foreign(origins: frozenset[str]) -> bool:
    """Browsers name the page that asks; programs other than browsers name none."""
    if "Origin" in request.headers:
        return request.headers["Origin"] not in origins
    if request.headers.get("Sec-Fetch-Site") in FOREIGN_SITES:
        return True
    referrer = request.headers.get("Referer")
    return bool(referrer) and not f"{referrer}/".startswith(tuple(f"{origin}/" for origin in origins))
