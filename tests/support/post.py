"""A real mail server that keeps what it is sent, and letters read as people read them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from fandom.infra import mail
from tests.support.configured import settings
from tests.support.gunicorn import free_port


@dataclass
class Office:
    """The server's side: `answers` are what it says next to RCPT and to DATA instead of taking the letter."""

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        self.to += envelope.rcpt_tos
        return "250 taken"


@dataclass(frozen=True)
class Read:
    """One letter, as it lies before its reader."""

    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]

    def link(self, path: str) -> str:
        """The path of ours in it that begins so, without the origin."""
        found = re.search(rf"https?://[^/\s]+({re.escape(path)}[^\s>\"]*)", self.text)
        assert found, self.text
        return found.group(1)


def read(message: EmailMessage) -> Read:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain, "every letter can be read as plain text"
    assert html
    headers = {name: str(value) for name, value in message.items()}
    return Read(str(message["To"]), str(message["Subject"]), plain.get_content(), html.get_content(), headers)


@contextmanager
def serving(**options: Any) -> Iterator[Office]:
    office = Office(free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@pytest.fixture
def office() -> Iterator[Office]:
    with serving() as found:
        yield found


@contextmanager
def posting(app: Flask, **given: Any) -> Iterator[None]:
    """The app with these settings of mail, until the end."""
    kept = {name: value for name, value in app.config.items() if name.startswith("MAIL_")}
    before, old = app.extensions["mailman"], app.extensions["settings"]
    app.extensions["settings"] = wanted = settings(old.database_url, old.redis_url, **given)
    mail.init(app, wanted)
    try:
        yield
    finally:
        app.extensions["mailman"], app.extensions["settings"] = before, old
        for name in [name for name in app.config if name.startswith("MAIL_")]:
            app.config.pop(name)
        app.config.update(kept)


@pytest.fixture
def by_post(app: Flask, office: Office) -> Iterator[Office]:
    """Letters go to a real server over the wire."""
    with posting(app, smtp_url=f"smtp://127.0.0.1:{office.port}?tls=none"):
        yield office


@pytest.fixture
def letters(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Read]]:
    """What has been sent so far, oldest first; nothing leaves the process."""
    box = SimpleNamespace(sent=[])
    monkeypatch.setattr(app.extensions["mailman"], "backend", "locmem")
    monkeypatch.setattr(app.extensions["mailman"], "outbox", box.sent, raising=False)

    def opened() -> list[Read]:
        return [read(message_from_bytes(each.message().as_bytes(), policy=policy.default)) for each in box.sent]

    return opened
