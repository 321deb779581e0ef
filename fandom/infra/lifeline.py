"""Ties a process to its parent, so that a killed supervisor leaves nothing running."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from typing import cast

_PR_SET_PDEATHSIG = 1


def _load_prctl() -> Callable[[int, int, int, int, int], int] | None:
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    return cast("Callable[[int, int, int, int, int], int]", prctl)


# Loaded at import: between fork and exec nothing may be looked up any more.
_prctl = _load_prctl()


def die_with_parent(parent: int | None = None, by: int = signal.SIGKILL) -> bool:
    """Has the kernel send `by` to this process when the thread that started it ends.

    Call it in the child (after a fork, or first thing in `main`), after any change of user, which undoes it.
    Give the parent's pid where it is known, so that a parent that died before the call ends the child too.
    Answers False where the system has no such thing (anything but Linux).
    """
    if _prctl is None or _prctl(_PR_SET_PDEATHSIG, by, 0, 0, 0) != 0:
        return False
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), by)
    return True
