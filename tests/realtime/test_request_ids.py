"""What a socket does is logged under the id of its handshake."""

import pytest
import structlog
from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Refused

from fandom.realtime.hub import Hub


@pytest.fixture
def hub(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """That starts nothing beside."""
    monkeypatch.setattr(Hub, "_start", lambda _: None)
    # It puts itself in front of the app, which the tests after this one share.
    monkeypatch.setattr(app, "wsgi_app", app.wsgi_app)
    return Hub(app, app.extensions["settings"])


def test_the_id_of_the_handshake_stays(app: Flask, hub: Hub) -> None:
    with app.test_request_context(headers={"X-Request-ID": "mine"}):
        request.sid = "s"  # type: ignore[attr-defined]
        with pytest.raises(Refused):  # no connection of this transport
            hub._connect()
    assert structlog.contextvars.get_contextvars()["request_id"] == "mine"
