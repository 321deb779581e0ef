"""argon2: off the event loop, a few at a time, and never while a connection waits for it."""

import functools
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from flask import has_app_context
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from fandom.core.errors import Unavailable
from fandom.infra.db import db
from fandom.infra.threadpool import in_thread

P = ParamSpec("P")
T = TypeVar("T")
# Each takes 64 MB and several cores; more at once only makes all of them slower.
AT_ONCE = 2
WAIT_S = 5.0

_argon2 = PasswordHash((Argon2Hasher(time_cost=3, memory_cost=65_536, parallelism=4),))


@dataclass(frozen=True, slots=True)
class Checked:
    """`fresh` is a hash of the right password with today's costs, when the kept one has others."""

    right: bool
    fresh: str | None = None


def hash(password: str) -> str:  # noqa: A001 - read as passwords.hash
    return _apart(_argon2.hash, _normal(password))


def verify(password: str, kept: str | None) -> Checked:
    """Takes as long for an account that does not exist (`kept` is None) as for one that does."""
    right, fresh = _apart(_check, _normal(password), kept)
    return Checked(right and kept is not None, fresh)


def _check(password: str, kept: str | None) -> tuple[bool, str | None]:
    return _argon2.verify_and_update(password, kept or _nobodys())


@functools.cache
def _nobodys() -> str:
    return _argon2.hash("nobody's")


def _normal(password: str) -> str:
    """What looks the same from two keyboards is the same."""
    return unicodedata.normalize("NFKC", password)


def _apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    _release()
    gate = _gate()
    if not gate.acquire(timeout=WAIT_S):
        raise Unavailable(retry_after=int(WAIT_S))
    try:
        return in_thread(functools.partial(work, *args, **kwargs))
    finally:
        gate.release()


@functools.cache
def _gate() -> threading.BoundedSemaphore:
    """Made at first use: before gevent has patched threading it would stop the whole process."""
    return threading.BoundedSemaphore(AT_ONCE)


def _release() -> None:
    if not has_app_context():
        return
    if db.session().info.get("working"):
        raise RuntimeError("argon2 inside a unit of work would hold its transaction.")
    db.session.rollback()
