"""One program under supervision: is it alive, and when may it be started again?"""

import signal
import subprocess
import time
from collections.abc import Callable

from fandom.infra import program
from fandom.infra.program import Program

_FIRST_DELAY_S = 0.5
_LONGEST_DELAY_S = 30.0
# Whoever lived this long has not failed at starting.
_STEADY_S = 30.0


class Child:
    def __init__(self, recipe: Program, clock: Callable[[], float] = time.monotonic) -> None:
        self.recipe = recipe
        self.failures = 0
        self.due: float | None = clock()
        self._clock = clock
        self._began = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None

    @property
    def done(self) -> bool:
        """It had one thing to do, and has done it."""
        return not self.alive and self.due is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start_if_due(self) -> bool:
        if self.alive or self.due is None or self._clock() < self.due:
            return False
        self._began, self.due = self._clock(), None
        try:
            self._process = self.recipe.start()
        except OSError:
            self._fail()
            return False
        return True

    def ended(self) -> int | None:
        """The exit code, told once; from then on the child waits for its next start, if there is to be one."""
        code = self._process.poll() if self._process else None
        if code is None:
            return None
        if self._process:
            program.kill_group(self._process.pid)
        self._process = None
        if code != 0 or not self.recipe.once:
            self._fail()
        return code

    def ask_to_stop(self) -> None:
        if self._process:
            program.send(self._process.pid, self.recipe.stop)

    def stop_at_once(self) -> None:
        if self.recipe.at_once == signal.SIGKILL:
            self.kill()
        elif self._process:
            program.send(self._process.pid, self.recipe.at_once)

    def kill(self) -> None:
        if self._process:
            program.kill_group(self._process.pid)

    def _fail(self) -> None:
        if self._clock() - self._began >= _STEADY_S:
            self.failures = 0
        self.due = self._clock() + min(_LONGEST_DELAY_S, _FIRST_DELAY_S * 2**self.failures)
        self.failures += 1
