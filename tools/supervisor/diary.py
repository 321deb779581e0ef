"""What the supervisor did, as JSON lines in its log; on the console only what a person should know."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

from fandom.infra.program import last_lines
from tools.console import say
from tools.supervisor.child import Child

_KEEP_BYTES = 10_000_000
# A child that dies this often in a row is shown with its last words.
_WORTH_SHOWING = 3


class Diary:
    def __init__(self, logs: Path) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        for log in logs.glob("*.log"):
            _rotate(log)
        self._path = logs / "supervisor.log"

    def note(self, event: str, **facts: object) -> None:
        line = json.dumps({"timestamp": datetime.now(UTC).isoformat(), "event": event, **facts})
        # A full disk must not end the supervisor.
        with contextlib.suppress(OSError), self._path.open("a") as file:
            file.write(line + "\n")

    def started(self, child: Child) -> None:
        self.note("started", name=child.recipe.name, pid=child.pid)

    def ended(self, child: Child, code: int, took: float) -> None:
        """As it was asked to."""
        self.note("ended", name=child.recipe.name, code=code, took_s=round(took, 3))

    def died(self, child: Child, code: int) -> None:
        self.note("died", name=child.recipe.name, code=code, failures=child.failures)
        if child.failures == 1:
            say(f"{child.recipe.name} ended ({_meaning(code)}) and is started again")
        if child.failures == _WORTH_SHOWING:
            self._show(child)

    def _show(self, child: Child) -> None:
        recipe = child.recipe
        say(f"{recipe.name} keeps ending and is tried ever more slowly. Its last lines, from {recipe.log}:")
        for line in last_lines(recipe.log, 8):
            say(f"  {line[:200]}")


def _rotate(log: Path) -> None:
    if log.stat().st_size > _KEEP_BYTES:
        log.replace(log.with_suffix(".log.1"))


def _meaning(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
