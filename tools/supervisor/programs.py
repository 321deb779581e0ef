"""The processes of Fandom itself."""

import sys
from dataclasses import replace
from pathlib import Path

from fandom.infra.program import Program
from tools import paths

# One queue per worker process: a worker that listens to several can lose a job when it is killed.
QUEUES = ("default", "screening", "mail", "pictures", "clips", "rerender")

# Open sockets never end by themselves; without this each Ctrl-C would wait for them.
_GRACE_S = 2


def web(logs: Path, socket: int) -> Program:
    options = ("--bind", f"fd://{socket}", "--graceful-timeout", str(_GRACE_S))
    return _python("web", logs, "gunicorn", *options, "wsgi:app", fds=(socket,))


def workers(logs: Path) -> list[Program]:
    queues = [_python(f"worker-{queue}", logs, "fandom.worker", "work", queue) for queue in QUEUES]
    return [
        *queues,
        _python("relay", logs, "fandom.worker", "relay"),
        _python("scheduler", logs, "fandom.worker", "schedule"),
    ]


def migrate(logs: Path) -> Program:
    return _python("migrate", logs, "flask", "--app", "wsgi", "db", "upgrade")


def seed(logs: Path) -> Program:
    return _python("seed", logs, "flask", "--app", "wsgi", "seed", "--without-pictures")


def pictures(logs: Path) -> Program:
    return replace(_python("pictures", logs, "tools.pictures"), once=True)


def _python(name: str, logs: Path, *arguments: str, fds: tuple[int, ...] = ()) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-m", *arguments),
        log=logs / f"{name}.log",
        cwd=paths.ROOT,
        fds=fds,
    )
