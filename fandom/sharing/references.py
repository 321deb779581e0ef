"""What a shared link says of itself: of which moment it is, and who handed it on. Signed, and readable by nobody else.

A reference is 22 characters: one byte that names the edition, a tag of six, and the sharer, nine, hidden under a
stream that depends on the tag (as in RFC 5297). It is made for one moment, and always the same for the same sharer.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from fandom.core.ids import ALPHABET, LENGTH, encode, is_id
from fandom.core.viewer import Viewer
from fandom.infra.links import secret_of

EDITION = b"\x01"
SIZE = 22
TAG, WHO = 6, 9
NOBODY = bytes(WHO)


@dataclass(frozen=True, slots=True)
class Reference:
    """`sharer` is an account's id; None where a visitor handed it on."""

    moment_id: str
    sharer: str | None


def reference_of(viewer: Viewer, moment_id: str) -> str:
    key, who = _key(), _packed(viewer.account_id)
    tag = _tag(key, moment_id, who)
    return urlsafe_b64encode(EDITION + tag + _hidden(key, moment_id, tag, who)).decode()[:SIZE]


def reference(moment_id: str, text: str | None) -> Reference | None:
    """None for what we did not write, or wrote for another moment."""
    raw = _raw(text or "")
    if raw[:1] != EDITION or not is_id(moment_id):
        return None
    key, tag = _key(), raw[1 : 1 + TAG]
    who = _hidden(key, moment_id, tag, raw[1 + TAG :])
    if not hmac.compare_digest(tag, _tag(key, moment_id, who)):
        return None
    return Reference(moment_id, _unpacked(who))


def ref_of(moment_id: str, text: str) -> str:
    """As a sign-up carries it: with the moment that it is for."""
    return f"{moment_id}.{text}"


def of_ref(ref: str | None) -> Reference | None:
    moment_id, _, text = (ref or "").partition(".")
    return reference(moment_id, text)


def _raw(text: str) -> bytes:
    """Nothing for what is not written as we write it: one reference has one spelling."""
    if len(text) != SIZE or not text.isascii():
        return b""
    try:
        raw = urlsafe_b64decode(text + "==")
    except ValueError:
        return b""
    return raw if urlsafe_b64encode(raw).decode()[:SIZE] == text else b""


def _tag(key: bytes, moment_id: str, who: bytes) -> bytes:
    return hmac.digest(key, b"tag" + moment_id.encode() + who, "sha256")[:TAG]


def _hidden(key: bytes, moment_id: str, tag: bytes, who: bytes) -> bytes:
    """Done twice, it is as it was."""
    stream = hmac.digest(key, b"who" + moment_id.encode() + tag, "sha256")
    return bytes(a ^ b for a, b in zip(who, stream[:WHO], strict=True))


def _key() -> bytes:
    return secret_of("share reference", str(EDITION[0])).encode()


def _packed(account_id: str | None) -> bytes:
    if account_id is None or not is_id(account_id):
        return NOBODY
    value = 0
    for each in account_id:
        value = value << 5 | ALPHABET.index(each)
    return value.to_bytes(WHO, "big")


def _unpacked(who: bytes) -> str | None:
    if who == NOBODY:
        return None
    value = int.from_bytes(who, "big")
    return encode(value) if value < 1 << 5 * LENGTH else None
