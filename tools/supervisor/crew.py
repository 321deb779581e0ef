"""All children together: the loop that restarts the dead, and the order in which they end."""

import json
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

from fandom.infra import program
from fandom.infra.program import Program, last_lines
from tools.problem import Problem, full_disk
from tools.supervisor import orphans
from tools.supervisor.child import Child
from tools.supervisor.diary import Diary
from tools.supervisor.signals import Signals

_ERROR = re.compile(r"^[\w.]+(Error|Exception)\b|FATAL:")
_GLANCE_S = 1.0
_PATIENCE_S = 15.0
# For a database that was told to end at once.
_LAST_WORDS_S = 6.0


class Stopped(Exception):
    """Somebody asked us to end while we were starting."""


class Crew:
    """Stages end in the reverse order of their start, each as a whole."""

    def __init__(self, data: Path, signals: Signals) -> None:
        self._data = data
        self._diary = Diary(data / "logs")
        self._signals = signals
        self._stages: list[list[Child]] = []

    @property
    def children(self) -> list[Child]:
        return [child for stage in self._stages for child in stage]

    def start(self, *recipes: Program) -> list[Child]:
        """A new stage."""
        self._stages.append([])
        return self.join(*recipes)

    def join(self, *recipes: Program) -> list[Child]:
        """More of the newest stage: they end together with it."""
        more = [Child(recipe) for recipe in recipes]
        self._stages[-1].extend(more)
        self._start_due()
        return more

    def until(self, met: Callable[[], bool], *, watch: list[Child], patience_s: float) -> None:
        """Keeps everything running until `met`; a problem when one of `watch` keeps dying or time is up."""
        deadline = time.monotonic() + patience_s
        while not met():
            self.tick(0.03)
            for child in watch:
                if child.failures > 2 or time.monotonic() > deadline:
                    raise hopeless(child.recipe)

    def run_once(self, recipe: Program, each: Callable[[], None]) -> int:
        """A program that ends by itself, while the others are kept running; answers its exit code."""
        recipe.log.unlink(missing_ok=True)
        process = recipe.start()
        try:
            while process.poll() is None:
                self.tick(0.1)
                each()
        finally:
            if process.poll() is None:
                program.stop(process, signal.SIGKILL, patience_s=1)
        return process.returncode

    def tick(self, seconds: float) -> None:
        self._signals.wait(seconds)
        if self._signals.asked:
            raise Stopped
        self._notice_dead()
        self._start_due()

    def run(self) -> None:
        while True:
            self.tick(self._pause())

    def stop(self) -> None:
        # Two signals may have come at once, before we knew of the first.
        patient_until = min(self._signals.asked, 1)
        for stage in reversed(self._stages):
            _each(stage, Child.ask_to_stop)
            self._wait_for(stage, patient_until)
        orphans.forget(self._data)
        self._diary.note("stopped")

    def _wait_for(self, stage: list[Child], patient_until: int) -> None:
        began = time.monotonic()
        while any(child.alive for child in stage):
            waited = time.monotonic() - began
            if waited > _PATIENCE_S + _LAST_WORDS_S:
                _each(stage, Child.kill)
            elif waited > _PATIENCE_S or self._signals.asked > patient_until:
                _each(stage, Child.stop_at_once)
            self._signals.wait(0.1)
            self._note_ended(stage, began)

    def _note_ended(self, stage: list[Child], began: float) -> None:
        for child in stage:
            code = child.ended()
            if code is not None:
                self._diary.ended(child, code, time.monotonic() - began)

    def _notice_dead(self) -> None:
        for child in self.children:
            code = child.ended()
            if child.done and code is not None:
                self._diary.ended(child, code, 0)
            elif code is not None:
                self._diary.died(child, code)

    def _start_due(self) -> None:
        started = [child for child in self.children if child.start_if_due()]
        for child in started:
            self._diary.started(child)
        if started:
            orphans.note(self._data, [child.pid for child in self.children if child.pid])

    def _pause(self) -> float:
        due = [child.due for child in self.children if child.due is not None]
        return min([_GLANCE_S, *(max(0.0, when - time.monotonic()) for when in due)])


def hopeless(recipe: Program) -> Problem:
    said = last_lines(recipe.log, 200)
    if any("No space left on device" in line for line in said):
        return full_disk(recipe.log.parent)
    return Problem(f"{recipe.name} does not work ({_reason(said)}); more is in {recipe.log}.")


def _reason(said: list[str]) -> str:
    """The last line that names an error, else the last line."""
    lines = [line for one in said for line in _spoken(one)]
    errors = [line for line in lines if _ERROR.search(line)]
    return (errors or lines or ["it said nothing"])[-1].strip()


def _spoken(line: str) -> list[str]:
    """The sentence, and the trace if there is one, of a line of JSON; any other line as it is."""
    try:
        found = json.loads(line)
        return [*str(found.get("exception", "")).splitlines(), str(found["event"])]
    except (ValueError, KeyError, AttributeError):
        return [line]


def _each(stage: list[Child], do: Callable[[Child], None]) -> None:
    for child in stage:
        do(child)
