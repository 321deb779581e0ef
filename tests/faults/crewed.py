"""A supervisor of stand-ins, as a process of its own: python -m tests.faults.crewed FOLDER."""

import sys
from pathlib import Path

from fandom.infra.program import Program
from tools import lock
from tools.supervisor.crew import Crew, Stopped
from tools.supervisor.signals import Signals

# Like an RQ work-horse: a fork that leaves its parent's session and is tied to the parent alone.
_WORKER = """
import os, signal, sys
from fandom.infra import lifeline
if os.fork() == 0:
    os.setsid()
    lifeline.die_with_parent()
    open(sys.argv[1], "w").write(str(os.getpid()))
signal.pause()
"""


# Ends by itself once the file is there, so that a single wish is enough.
_DEAF = "trap '' TERM HUP INT; until [ -e \"$1\" ]; do sleep 0.05; done"


def main(folder: Path) -> None:
    lock.hold(folder, "http://127.0.0.1:1")
    crew = Crew(folder, Signals())
    try:
        crew.start(
            _program(folder, "server", "/bin/sh", "-c", "trap 'echo ended; exit' TERM; while :; do sleep 0.05; done")
        )
        crew.start(
            _program(folder, "worker", sys.executable, "-c", _WORKER, str(folder / "horse")),
            _program(folder, "deaf", "/bin/sh", "-c", _DEAF, "deaf", str(folder / "hears")),
        )
        (folder / "up").touch()
        crew.run()
    except Stopped:
        crew.stop()


def _program(folder: Path, name: str, *argv: str) -> Program:
    return Program(name=name, argv=argv, log=folder / "logs" / f"{name}.log")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
