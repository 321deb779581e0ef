"""Waiting for a condition instead of for a time."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
# Two cores may have much else to do, and what comes early costs nothing.
PATIENCE_S = 60.0


def until(condition: Callable[[], T], *, seconds: float = PATIENCE_S, every: float = 0.01) -> T:
    """What `condition` returned once it was true; AssertionError if it never was."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"never came true within {seconds} s")
        pause.wait(every)
    return found
