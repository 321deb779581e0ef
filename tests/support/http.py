"""Clients that are signed in as somebody."""

from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

RAW_CSRF = "0123456789abcdef0123456789abcdef01234567"


class HasId(Protocol):
    @property
    def id(self) -> str: ...


class Http:
    """One browser. Paths without a leading /api/v1 that start with a slash and a lower-case noun are API paths.

    `page` is for HTML, `get`, `post`, `put`, `patch`, `delete` for JSON below /api/v1.
    """

    def __init__(self, app: Flask, client: FlaskClient, csrf: str | None) -> None:
        self.app = app
        self.client = client
        self.csrf = csrf

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"X-CSRF-Token": self.csrf} if self.csrf else {}
        options["headers"] = headers | dict(options.pop("headers", {}))
        with self.app.app_context():
            return self.client.open(path, method=method, **options)

    def page(self, path: str, method: str = "GET", **options: Any) -> TestResponse:
        if method != "GET" and self.csrf:
            options["data"] = {"csrf_token": self.csrf} | dict(options.get("data", {}))
        return self.call(method, path, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", f"/api/v1{path}", **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("POST", f"/api/v1{path}", json=json, **options)

    def put(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("PUT", f"/api/v1{path}", json=json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("PATCH", f"/api/v1{path}", json=json, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.call("DELETE", f"/api/v1{path}", **options)


def client_for(app: Flask, as_: HasId | None, open_session: Callable[[str], str], *, csrf: bool = True) -> Http:
    """`open_session` makes a database session for an account id and gives its id."""
    client = app.test_client()
    if as_ is None:
        return Http(app, client, None)
    with app.app_context():
        session_id = open_session(as_.id)
        with client.session_transaction() as kept:
            kept["_user_id"] = session_id
            kept["_fresh"] = True
            kept["csrf_token"] = RAW_CSRF
    return Http(app, client, signed_csrf(app) if csrf else None)


def cookie_of(app: Flask, session_id: str) -> str:
    """What the session cookie of this session holds, for clients that are not Flask's."""
    return cookie_with(app, _user_id=session_id, _fresh=True)


def cookie_with(app: Flask, **kept: Any) -> str:
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps(kept))


def signed_csrf(app: Flask) -> str:
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(RAW_CSRF)
    return token if isinstance(token, str) else token.decode()
