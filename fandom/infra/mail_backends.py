"""The two ways that letters take, as Flask-Mailman's backends: a mail server, or a folder while there is none."""

import hashlib
import smtplib
import ssl
from collections.abc import Sequence
from email import message_from_binary_file, policy
from email.utils import parseaddr
from typing import Any

import structlog
from flask_mailman import EmailMessage
from flask_mailman.backends.base import BaseEmailBackend
from flask_mailman.backends.smtp import EmailBackend

from fandom.core import clock
from fandom.infra import site

log = structlog.get_logger()

TIMEOUT_S = 15
KEPT = 500


class Smtp(EmailBackend):
    """The stock one does not check the certificate after STARTTLS, and leaves its socket open on a refusal."""

    connection: Any

    def open(self) -> bool:
        if self.connection:
            return False
        host = self.mailman.local_hostname
        secure = {"context": ssl.create_default_context()} if self.use_ssl or self.use_tls else {}
        implicit = secure if self.use_ssl else {}
        self.connection = self.connection_class(
            self.host, self.port, local_hostname=host, timeout=TIMEOUT_S, **implicit
        )
        try:
            self._greet(secure)
        except BaseException:
            self._drop()
            raise
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        try:
            return sum(bool(self._send(each)) for each in email_messages)
        finally:
            self._drop()

    def _greet(self, secure: dict[str, Any]) -> None:
        if self.use_tls:
            self.connection.starttls(**secure)
        if self.username:
            self.connection.login(self.username, self.password or "")

    def close(self) -> None:
        if self.connection:
            self._drop()

    def _drop(self) -> None:
        """The server has said yes or no already; how it says goodbye changes nothing."""
        connection, self.connection = self.connection, None
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()


class Folder(BaseEmailBackend):
    """One .eml per letter, for whoever runs this to open; sent again, it is the same file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings = site.settings()
        folder = settings.data / "mail"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            made = message.message()
            name = hashlib.sha256(made["Message-ID"].encode()).hexdigest()[:12]
            path = next(folder.glob(f"*-{name}.eml"), folder / f"{clock.now():%Y%m%dT%H%M%S}-{name}.eml")
            path.touch(mode=0o600)
            path.write_bytes(made.as_bytes(linesep="\r\n"))
            # A letter holds secrets: only at home are its words good to have in the log.
            words = {} if settings.secure else {"to": message.to, "subject": message.subject, "text": message.body}
            log.info("letter kept", file=str(path), **words)
        for old in sorted(folder.glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return len(email_messages)


def forget_kept(address: str) -> None:
    """Letters to this address that lie in the folder."""
    settings = site.settings()
    for path in (settings.data / "mail").glob("*.eml"):
        with path.open("rb") as file:
            to = message_from_binary_file(file, policy=policy.default)["To"]
        if parseaddr(str(to))[1].lower() == address.lower():
            path.unlink(missing_ok=True)
