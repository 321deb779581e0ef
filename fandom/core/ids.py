"""Ids that people see: thirteen characters whose order is the order of creation."""

import re
import secrets
import threading
from datetime import UTC, datetime

from fandom.core import clock

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
LENGTH = 13
RANDOM_BITS = 23
PATTERN = rf"[0-9a-hjkmnp-tv-z]{{{LENGTH}}}"

_shape = re.compile(PATTERN)


class _Last:
    lock = threading.Lock()
    ms = -1
    value = 0


def new_id() -> str:
    """42 bits of milliseconds and 23 of chance; within one process and millisecond it only rises."""
    ms = int(clock.now().timestamp() * 1000)
    with _Last.lock:
        if ms == _Last.ms:
            _Last.value += 1 + secrets.randbelow(16)
        else:
            # The upper half of the chance is left free for those that follow in the same millisecond.
            _Last.ms, _Last.value = ms, (ms << RANDOM_BITS) | secrets.randbits(RANDOM_BITS - 1)
        return encode(_Last.value)


def first_id(at: datetime) -> str:
    """No id of this moment or later is less."""
    return encode(max(0, int(at.timestamp() * 1000)) << RANDOM_BITS)


def made_at(found: str) -> datetime:
    """When this id was made, to the millisecond."""
    value = 0
    for each in found:
        value = value << 5 | ALPHABET.index(each)
    return datetime.fromtimestamp((value >> RANDOM_BITS) / 1000, UTC)


def encode(value: int) -> str:
    return "".join(ALPHABET[(value >> shift) & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def is_id(text: object) -> bool:
    return isinstance(text, str) and _shape.fullmatch(text) is not None
