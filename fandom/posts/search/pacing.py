"""Answers at set times only, so that how long one took does not tell what was looked through on the way."""

import time
from bisect import bisect_left
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from fandom.infra.db import release

# Each twice the one before: the longer it takes, the less it tells.
STEPS_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)

P = ParamSpec("P")
R = TypeVar("R")


def paced(view: Callable[P, R]) -> Callable[P, R]:
    """For reads. Waits with nothing in hand, also where the answer is an error."""

    @wraps(view)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        begun = time.monotonic()
        try:
            return view(*args, **kwargs)
        finally:
            release()
            time.sleep(rest(time.monotonic() - begun))

    return run


def rest(took: float) -> float:
    """How long it is to the next step; past the last one there is none."""
    at = bisect_left(STEPS_S, took)
    return STEPS_S[at] - took if at < len(STEPS_S) else 0.0
