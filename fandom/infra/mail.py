"""Letters go out here and nowhere else, through Flask-Mailman; only the mail worker sends them."""

import hashlib
import smtplib
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from flask import Flask, current_app
from flask_mailman import EmailMultiAlternatives, Mail

from fandom.config import Settings
from fandom.core import addresses
from fandom.infra.db import release
from fandom.infra.mail_backends import Folder, Smtp

log = structlog.get_logger()

SUBJECT_MAX = 150
LINE_MAX = 998
FOR_GOOD = range(500, 600)
PORTS = {"smtp": 587, "smtps": 465}
MODES = {"starttls", "none"}


@dataclass(frozen=True, slots=True)
class Letter:
    """`key` names the occasion: sent again, it has the same Message-ID. `unsubscribe`: an address for one click."""

    to: str
    subject: str
    text: str
    html: str
    key: str
    language: str = "en"
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    user: str | None
    password: str | None
    implicit_tls: bool
    starttls: bool


class Message(EmailMultiAlternatives):
    def message(self) -> Any:
        """A long address in a header stays on its line: some programs do not find it on the next."""
        made = super().message()
        made.policy = made.policy.clone(max_line_length=LINE_MAX)
        return made


def send(letter: Letter) -> bool:
    """Inside a unit of work that has only read so far: no transaction is held while a server thinks.

    False when nobody will ever take it, which is logged; what is worth another try is raised.
    """
    to = addresses.normal(letter.to)
    if to is None:
        return _given_up(letter, "this is not an address")
    message = _message(letter, to)
    release()
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        code, said = next(iter(refusal.recipients.values()))
        return _refused(letter, refusal, code, said)
    except smtplib.SMTPDataError as refusal:
        return _refused(letter, refusal, refusal.smtp_code, refusal.smtp_error)
    log.info("letter sent", key=letter.key, domain=addresses.domain_of(to))
    return True


def server_of(url: str) -> Server | None:
    """From `smtp://user:password@host:587?tls=starttls` or `smtps://…`; ValueError, without its secret."""
    if not url:
        return None
    parts = urlsplit(url)
    mode = parse_qs(parts.query).get("tls", ["starttls"])[-1]
    if parts.scheme not in PORTS or not parts.hostname or mode not in MODES:
        raise ValueError("FANDOM_SMTP_URL is like smtp://user:password@host:587?tls=starttls (or none), or smtps://…")
    return Server(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        implicit_tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and mode == "starttls",
    )


def sender_of(settings: Settings) -> str:
    """Ours, or one that the origin suggests; ValueError when what was given is none."""
    name, address = parseaddr(settings.mail_from)
    if settings.mail_from and "@" not in address:
        raise ValueError("FANDOM_MAIL_FROM is like: Fandom <hello@fandom.example>")
    return formataddr((name or "Fandom", address or f"no-reply@{urlsplit(settings.origin).hostname or 'localhost'}"))


def init(app: Flask, settings: Settings) -> None:
    server = server_of(settings.smtp_url)
    app.config.update(MAIL_BACKEND=Smtp if server else Folder, MAIL_DEFAULT_SENDER=sender_of(settings))
    if server:
        app.config.update(
            MAIL_SERVER=server.host,
            MAIL_PORT=server.port,
            MAIL_USERNAME=server.user,
            MAIL_PASSWORD=server.password,
            MAIL_USE_SSL=server.implicit_tls,
            MAIL_USE_TLS=server.starttls,
        )
    Mail(app).state.local_hostname = _domain(app)


def _message(letter: Letter, to: str) -> Message:
    """Flask-Mailman refuses line breaks in headers; none of ours gets that far."""
    headers = {
        "Message-ID": f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:40]}@{_domain(current_app)}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if letter.unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{letter.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = Message(_one_line(letter.subject), letter.text, to=[to], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    return message


def _one_line(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line[:SUBJECT_MAX]


def _domain(app: Flask) -> str:
    return addresses.domain_of(parseaddr(app.config["MAIL_DEFAULT_SENDER"])[1])


def _refused(letter: Letter, refusal: Exception, code: int, said: bytes | str) -> bool:
    if code not in FOR_GOOD:
        raise refusal
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _given_up(letter, f"{code} {words}")


def _given_up(letter: Letter, reason: str) -> bool:
    log.warning("letter given up", key=letter.key, domain=addresses.domain_of(letter.to), reason=reason[:200])
    return False
