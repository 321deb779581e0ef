"""How much may be on its way, and for how long."""

from datetime import timedelta

from fandom.core.errors import Conflict, Invalid, TooLarge
from fandom.media.rules import VIDEO_MAX, VIDEO_TOO_LARGE

KEPT_FOR = timedelta(hours=24)
MOST = 5
BYTES_MOST = 600_000_000
EMPTY = "This file is empty."


def check_length(length: int) -> None:
    if not length:
        raise Invalid({"file": [EMPTY]})
    if length > VIDEO_MAX:
        raise TooLarge(VIDEO_TOO_LARGE)


def room_for(length: int, begun: int, promised: int) -> None:
    """`begun` uploads of `promised` bytes in all are on their way already."""
    if begun >= MOST or promised + length > BYTES_MOST:
        raise Conflict(
            "Several of your videos are on their way already. Let them arrive, or stop one.", code="too-many-uploads"
        )
