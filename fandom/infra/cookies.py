"""The session cookie: a value that was verified a moment ago is not verified again."""

import time
from collections.abc import Mapping
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

KEPT_S = 30.0
MOST = 10_000
_PLAIN = (str, int, bool, type(None))


class RememberingSessions(SecureCookieSessionInterface):
    """As Flask's own; expiry is up to `KEPT_S` late. Only plain values are remembered: what nests could be changed."""

    def __init__(self) -> None:
        self._verified: dict[str, tuple[float, Mapping[str, Any]]] = {}

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        value = request.cookies.get(app.config["SESSION_COOKIE_NAME"])
        if not value:
            return self.session_class()
        known = self.known(value)
        if known is not None:
            return self.session_class(known)
        session = super().open_session(app, request)
        if session and all(isinstance(each, _PLAIN) for each in session.values()):
            self._remember(value, dict(session))
        return session

    def known(self, value: str) -> Mapping[str, Any] | None:
        """What is in a cookie that was verified a moment ago."""
        found = self._verified.get(value)
        return found[1] if found is not None and found[0] > time.monotonic() else None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified or "Vary" in response.headers:
            super().save_session(app, session, response)
        elif session.accessed:
            response.headers["Vary"] = "Cookie"

    def _remember(self, value: str, session: Mapping[str, Any]) -> None:
        if len(self._verified) >= MOST:
            self._verified.clear()
        self._verified[value] = (time.monotonic() + KEPT_S, session)
