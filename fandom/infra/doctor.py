"""What is wrong with an installation, in sentences that say what to do."""

import shutil
import smtplib
from dataclasses import dataclass

from flask import current_app
from flask_mailman.backends.base import BaseEmailBackend
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from fandom.config import Settings
from fandom.core.errors import FandomError
from fandom.infra import queue, site, storage
from fandom.infra.breaker import redis
from fandom.infra.db import db
from fandom.infra.health import head
from fandom.infra.outbox import Outbox

FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Report:
    what: str
    ok: bool
    words: str


def examine() -> list[Report]:
    settings = site.settings()
    return [
        _origin(settings),
        _database(),
        _redis(),
        _workers(),
        _outbox(),
        _mail(settings),
        _storage(),
        _disk(settings),
    ]


def _origin(settings: Settings) -> Report:
    local = settings.origin.startswith(("http://127.0.0.1", "http://localhost"))
    fine = settings.secure or local
    return Report("origin", fine, settings.origin if fine else f"{settings.origin} is not HTTPS: put TLS before it")


def _database() -> Report:
    try:
        at = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        db.session.rollback()
        return Report("database", False, f"{_first_line(error)} (is it running, and is DATABASE_URL right?)")
    if at != head():
        return Report("database", False, f"at migration {at}, this code needs {head()}: run flask db upgrade")
    return Report("database", True, f"at migration {at}")


def _redis() -> Report:
    version = redis().call(lambda connection: connection.info("server").get("redis_version"))
    return Report("redis", bool(version), f"speaks {version}" if version else "does not answer: live updates are off")


def _workers() -> Report:
    found = redis().call(queue.workers) or set()
    missing = [name for name in queue.QUEUES if name not in found]
    words = (
        f"nobody works on {', '.join(missing)}: start python -m fandom.worker work QUEUE" if missing else "all at work"
    )
    return Report("workers", not missing, words)


def _outbox() -> Report:
    try:
        failed = db.session.scalar(select(func.count()).select_from(Outbox).where(Outbox.failed_at.is_not(None)))
    except SQLAlchemyError as error:
        db.session.rollback()
        return Report("outbox", False, _first_line(error))
    return Report("outbox", not failed, f"{failed} deliveries were given up" if failed else "nothing was given up")


def _mail(settings: Settings) -> Report:
    """Says hello to the server, and signs in; sends nothing."""
    if not settings.smtp_url:
        kept = f"letters are kept in {settings.data / 'mail'}"
        missing = f"{kept}: name a server in FANDOM_SMTP_URL, or nobody can verify an address or reset a password"
        return Report("mail", not settings.secure, missing if settings.secure else kept)
    try:
        server: BaseEmailBackend = current_app.extensions["mailman"].get_connection()
        with server:
            return Report("mail", True, f"goes out from {current_app.config['MAIL_DEFAULT_SENDER']}")
    except (smtplib.SMTPException, OSError) as error:
        return Report("mail", False, f"{_first_line(error)} (is all of FANDOM_SMTP_URL right?)")


def _storage() -> Report:
    """Where uploads go: tried with a small file."""
    try:
        return Report("storage", True, storage.store().examine())
    except (FandomError, OSError) as error:
        return Report("storage", False, f"{_first_line(error)} (see FANDOM_S3_… and the log, or the data folder)")


def _disk(settings: Settings) -> Report:
    folder = next(each for each in (settings.data, *settings.data.parents) if each.exists())
    free = shutil.disk_usage(folder).free
    return Report("disk", free > FREE_BYTES, f"{free / 1e9:.1f} GB free in {folder}")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
