"""What a page that shows a clip says of itself, so that only what was shown can be counted as played. Pure but for the
clock and the secret.

A token is 22 characters: when the page was made, in seconds, and twelve bytes by which we know that we made it.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.infra.links import secret_of

SIZE, TIME, TAG = 22, 4, 12
KEPT_S = 24 * 3600
# A clip may be played faster than it was filmed.
FASTEST = 2
LATE_MS = 2_000


def token_of(viewer: Viewer, moment_id: str) -> str:
    made = int(clock.now().timestamp()).to_bytes(TIME, "big")
    return urlsafe_b64encode(made + _tag(viewer, moment_id, made)).decode()[:SIZE]


def shown_for(viewer: Viewer, moment_id: str, token: str) -> int | None:
    """Milliseconds since this page was made for this viewer; None for what is not of us, or is over."""
    raw = _raw(token)
    made = raw[:TIME]
    if len(raw) != TIME + TAG or not hmac.compare_digest(raw[TIME:], _tag(viewer, moment_id, made)):
        return None
    age = clock.now().timestamp() - int.from_bytes(made, "big")
    return int(age * 1000) if 0 <= age <= KEPT_S else None


def quarters(watched_ms: int, shown_ms: int, length_ms: int) -> int | None:
    """How many quarters of a clip somebody can have seen; None where it hardly moved.

    Nobody has seen more of it than it has, nor than the page has been there for.
    """
    seen = min(watched_ms, length_ms, shown_ms * FASTEST + LATE_MS)
    if length_ms <= 0 or seen < min(1_000, length_ms // 4):
        return None
    # The last frame is not waited for: browsers stop telling a little before it.
    return min(4, (seen * 100 // length_ms + 2) // 25)


def _tag(viewer: Viewer, moment_id: str, made: bytes) -> bytes:
    said = f"{moment_id}\n{viewer.account_id or ''}\n".encode() + made
    return hmac.digest(secret_of("ledger", "views").encode(), said, "sha256")[:TAG]


def _raw(token: str) -> bytes:
    if len(token) != SIZE or not token.isascii():
        return b""
    try:
        return urlsafe_b64decode(token + "==")
    except ValueError:
        return b""
