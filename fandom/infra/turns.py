"""Long work in turns: steps for a while, then the queue again, so that nothing else waits for long."""

import time
from collections.abc import Callable

from fandom.core.ids import new_id

TURN_S = 15.0


def take(work_id: str, advance: Callable[[str, str], bool]) -> str | None:
    """`advance(work_id, runner)` makes steps, until it says that there is none: None then. Else the runner that is to
    let go, and the work is to be sent again.
    """
    runner, until = new_id(), time.monotonic() + TURN_S
    while advance(work_id, runner):
        if time.monotonic() > until:
            return runner
    return None
