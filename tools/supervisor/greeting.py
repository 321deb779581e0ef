"""The last lines of a start: where it is, whom one can sign in as, and what an empty house wants."""

import os
import shlex
import time
from pathlib import Path

from fandom.config import Settings
from tools import console
from tools.supervisor import database, files
from tools.supervisor.wish import Wish

_PEOPLE = "Sign in as bo (fan), noor (moderator) or ada (admin); password: fandom-demo"


def say(wish: Wish, settings: Settings, data: Path) -> None:
    url = settings.database_url
    missing = next_steps(people=database.has_people(url), shows=database.has_shows(url))
    for line in [*lines(wish, settings.origin, data, time.time() - wish.began), *missing]:
        console.say(line)


def next_steps(*, people: bool, shows: bool) -> list[str]:
    """For whoever looks at an empty house, in another terminal."""
    steps = [] if people else [("the first admin", "user create HANDLE --email YOU@EXAMPLE.ORG --admin")]
    steps += [] if shows else [("shows", "shows import docs/examples   (the format: docs/operations.md)")]
    return ["", "Something is still missing. In another terminal, from this folder:"] * bool(steps) + [
        f"  {what:<16}{_flask()} {command}" for what, command in steps
    ]


def _flask() -> str:
    """With the folder, where it is not the usual one: the command line has to find the same Fandom."""
    named = os.environ.get("FANDOM_DATA")
    return f"FANDOM_DATA={shlex.quote(named)} .venv/bin/flask" if named else ".venv/bin/flask"


def lines(wish: Wish, origin: str, data: Path, took: float) -> list[str]:
    fetched = f", {wish.downloads:.1f} s of it downloads" if wish.downloads >= 0.1 else ""
    demo = [_PEOPLE] if files.is_seeded(data) else []
    first = f"Fandom is at {origin} ({took:.1f} s{fetched})"
    return ["", first, *demo, f"Logs are in {data}/logs. Ctrl-C stops everything."]
