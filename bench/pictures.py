"""Sixty hostile pictures through the decoding process: crashes, memory, time, and what is left of their metadata."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bench.ground.pictures import SECRET
from bench.table import Table
from fandom.config import ROOT
from fandom.media.decoding.apart import COMMAND

MEMORY_MB, SECONDS = 256, 2.0
PLAIN = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "dpi"})
FRAMES = frozenset({"duration", "timestamp", "loop"})


@dataclass(frozen=True)
class Tried:
    name: str
    crashed: bool
    said: str
    memory_mb: float
    seconds: float
    left: int


def run() -> Table:
    table = Table(["picture", "came to", "MB", "s", "metadata bytes"])
    with tempfile.TemporaryDirectory() as folder:
        # Drawn elsewhere: a child's memory is counted from that of its parent on.
        subprocess.run([sys.executable, "-m", "bench.ground.pictures", folder], cwd=ROOT, check=True)
        tried = [_try(path) for path in sorted(Path(folder).iterdir())]
    for each in tried:
        table.add(each.name, each.said, each.memory_mb, each.seconds, each.left)
    worst = max(tried, key=lambda each: each.memory_mb), max(tried, key=lambda each: each.seconds)
    crashed, left = sum(each.crashed for each in tried), sum(each.left for each in tried)
    table.note = (
        f"{len(tried)} pictures: {crashed} crashes (bar 0); most memory {worst[0].memory_mb:.0f} MB, {worst[0].name}"
        f" (bar {MEMORY_MB}); most time {worst[1].seconds:.2f} s, {worst[1].name} (bar {SECONDS}); "
        f"{left} bytes of metadata out (bar 0)"
    )
    return table


def _try(original: Path) -> Tried:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        began = time.perf_counter()
        process = subprocess.Popen(
            [*COMMAND, str(original), str(made)], cwd=ROOT, env={}, stdout=subprocess.PIPE, stderr=sys.stderr
        )
        with process.stdout as out:
            said = out.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        answer = json.loads(said) if said else {}
        words = answer.get("refused") or f"{answer.get('width')} × {answer.get('height')}"
        left = sum(_left(path) for path in made.iterdir() if path.name in _names(answer))
    return Tried(original.name, process.returncode != 0, words, used.ru_maxrss / 1024, seconds, left)


def _names(answer: dict[str, object]) -> set[str]:
    return {each["name"] for each in answer.get("variants", [])}


def _left(path: Path) -> int:
    """Bytes of notes in what would be served, as a reader of metadata finds them."""
    data = path.read_bytes()
    with Image.open(path) as opened:
        found = sum(len(str(value)) for name, value in opened.info.items() if name not in PLAIN | FRAMES)
        found += len(opened.getexif().tobytes()) if opened.getexif() else 0
    return found + len(SECRET) * data.count(SECRET)
