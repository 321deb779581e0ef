"""The last lines of a start: where it is, and whom one can sign in as."""

import time
from pathlib import Path

from tools import console
from tools.supervisor import files
from tools.supervisor.wish import Wish

_PEOPLE = "Sign in as bo (fan), noor (moderator) or ada (admin); password: fandom-demo"


def say(wish: Wish, origin: str, data: Path) -> None:
    for line in lines(wish, origin, data, time.time() - wish.began):
        console.say(line)


def lines(wish: Wish, origin: str, data: Path, took: float) -> list[str]:
    fetched = f", {wish.downloads:.1f} s of it downloads" if wish.downloads >= 0.1 else ""
    demo = [_PEOPLE] if files.is_seeded(data) else []
    first = f"Fandom is at {origin} ({took:.1f} s{fetched})"
    return ["", first, *demo, f"Logs are in {data}/logs. Ctrl-C stops everything."]
