"""What would stop the event loop, done beside it: disks and long computations."""

import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def in_thread(work: Callable[[], T]) -> T:
    """In gevent's thread pool where gevent runs the house: a greenlet that waits for a disk lets no other one run.

    Not for anything that uses a socket or a lock of ours: those belong to the event loop.
    """
    if not gevent_runs():
        return work()
    from gevent import get_hub

    result: T = get_hub().threadpool.apply(work)
    return result


def gevent_runs() -> bool:
    monkey = sys.modules.get("gevent.monkey")
    return bool(monkey and monkey.is_module_patched("socket"))
