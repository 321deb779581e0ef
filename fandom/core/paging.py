"""Pages of a list and the signed cursors between them."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Generic, TypeVar

from fandom.core import clock
from fandom.core.errors import Expired, Invalid

T = TypeVar("T")
MAX_AGE = timedelta(hours=24)
DEFAULT_LIMIT = 25
MAX_LIMIT = 100
_SIGNATURE = 16


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next` is the key to go on from, None on the last page; edges sign it before it leaves the house."""

    items: tuple[T, ...]
    next: str | None = None


def page_of(found: Iterable[T], limit: int, key: str) -> Page[T]:
    """A page from limit + 1 rows: the extra one only says that there is more. `key` names the attribute to go on by."""
    rows = tuple(found)
    items = rows[:limit]
    return Page(items, str(getattr(items[-1], key)) if len(rows) > limit else None)


def fingerprint(path: str, arguments: Mapping[str, object]) -> str:
    """One list's identity: the same whatever the order of its arguments, without those that move along it."""
    asked = {name: str(value) for name, value in arguments.items() if name not in {"cursor", "limit"}}
    return json.dumps([path, sorted(asked.items())])


@dataclass(frozen=True, slots=True)
class Cursors:
    """Signs keys for one viewer and one list; nobody else's cursor, and no other list's, is taken for one of these.

    What does not verify is Invalid (422) as any bad field; a true cursor older than a day is Expired (410).
    """

    secret: str
    viewer_id: str | None
    query: str

    def issue(self, key: str) -> str:
        body = json.dumps([int(clock.now().timestamp()), key]).encode()
        return _text(self._sign(body) + body)

    def read(self, cursor: str) -> str:
        raw = _bytes(cursor)
        signature, body = raw[:_SIGNATURE], raw[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(body)):
            raise Invalid(errors={"cursor": ["This is not a cursor of this list."]})
        issued, key = json.loads(body)
        if clock.now().timestamp() - issued > MAX_AGE.total_seconds():
            raise Expired
        return str(key)

    def _sign(self, body: bytes) -> bytes:
        bound = _bound(self.viewer_id, self.query)
        return hmac.digest(self.secret.encode(), bound + body, "sha256")[:_SIGNATURE]


@lru_cache(maxsize=1024)
def _bound(viewer_id: str | None, query: str) -> bytes:
    """Whom and which list a cursor is for; of one length, so that nothing of it can pass for the key that follows."""
    return hashlib.sha256(json.dumps(["cursor", viewer_id, query]).encode()).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
