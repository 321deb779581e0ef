"""What bin/up says: one line for each step with its time, and a bar while a long one runs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_WIDTH = 24


class Step:
    def __init__(self, name: str) -> None:
        self.name = name
        self.detail = ""
        self._began = time.monotonic()
        self._ended: float | None = None

    @property
    def seconds(self) -> float:
        """Since it began; once it has ended, what it took."""
        return (self._ended or time.monotonic()) - self._began

    def end(self) -> None:
        self._ended = time.monotonic()

    def progress(self, done: int, total: int) -> None:
        full = _WIDTH * min(done, total) // max(total, 1)
        self._draw(f"[{'#' * full}{'.' * (_WIDTH - full)}] {min(done, total)}/{total}")

    def waiting(self) -> None:
        """For what cannot tell how far it is: a mark that travels."""
        at = int(self.seconds * 6) % _WIDTH
        self._draw(f"[{'.' * at}#{'.' * (_WIDTH - at - 1)}]")

    def _draw(self, bar: str) -> None:
        if sys.stdout.isatty():
            print(f"\r\033[K{self.name:<26}{bar} {self.seconds:.0f} s", end="", flush=True)


@contextmanager
def step(name: str) -> Iterator[Step]:
    """`with step("packages") as it:` prints the name, `it.detail` and the time taken at the end."""
    current = Step(name)
    try:
        yield current
    finally:
        current.end()
        if sys.stdout.isatty():
            print("\r\033[K", end="")
    say(f"{current.name:<26}{current.detail:<44}{current.seconds:6.1f} s")


def say(line: str) -> None:
    print(line, flush=True)
