"""What a set-up shows: each step as it begins and, with its time, as it ends; on a terminal a bar while it runs."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_WIDTH = 24
_REDRAW_S = 0.5


class Step:
    def __init__(self, name: str) -> None:
        self.name = name
        self.detail = ""
        self._began = time.monotonic()
        self._ended: float | None = None
        self._bar = ""

    @property
    def seconds(self) -> float:
        """Since it began; once it has ended, what it took."""
        return (self._ended or time.monotonic()) - self._began

    def end(self) -> None:
        self._ended = time.monotonic()

    def progress(self, done: int, total: int) -> None:
        full = _WIDTH * min(done, total) // max(total, 1)
        self._bar = f"[{'#' * full}{'.' * (_WIDTH - full)}] {min(done, total)}/{total}"
        self.draw()

    def waiting(self) -> None:
        """For what cannot tell how far it is: a mark that travels."""
        self._bar = ""
        self.draw()

    def draw(self) -> None:
        if sys.stdout.isatty():
            print(f"\r\033[K{self.name:<26}{self._bar or self._travelling()} {self.seconds:.0f} s", end="", flush=True)

    def _travelling(self) -> str:
        at = int(self.seconds * 6) % _WIDTH
        return f"[{'.' * at}#{'.' * (_WIDTH - at - 1)}]"


@contextmanager
def step(name: str) -> Iterator[Step]:
    """`with step("packages") as it:` says that it begins, and at the end `it.detail` and the time taken."""
    current = Step(name)
    if not sys.stdout.isatty():
        say(f"{name} …")
    with _kept_moving(current):
        yield current
    say(f"{current.name:<26}{current.detail:<44}{current.seconds:6.1f} s")


@contextmanager
def _kept_moving(current: Step) -> Iterator[None]:
    """On a terminal the line lives on while whoever does the step is busy or waits for others."""
    if not sys.stdout.isatty():
        yield
        current.end()
        return
    over = threading.Event()
    hand = threading.Thread(target=_draw_until, args=(current, over), daemon=True)
    current.draw()
    hand.start()
    try:
        yield
    finally:
        current.end()
        over.set()
        hand.join()
        print("\r\033[K", end="", flush=True)


def _draw_until(current: Step, over: threading.Event) -> None:
    while not over.wait(_REDRAW_S):
        current.draw()


def say(line: str) -> None:
    print(line, flush=True)
