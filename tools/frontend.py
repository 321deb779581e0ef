"""The browser's part: npm's packages and the bundle, made anew only when their sources have changed."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from tools import commands, console, node, paths
from tools.console import Step
from tools.node import Node
from tools.problem import Problem, full_disk

_STATIC = paths.ROOT / "fandom" / "web" / "static"
_DIST = _STATIC / "dist"
_MODULES = paths.ROOT / "node_modules"


def build() -> float:
    """Answers how many seconds went into downloads."""
    wanted = digest(_sources())
    if _stamped(_DIST, wanted):
        return 0.0
    try:
        return _build(wanted)
    except (commands.Failed, Problem) as why:
        if isinstance(why, commands.Failed) and why.disk_full:
            raise full_disk(paths.ROOT) from why
        if not (_DIST / "manifest.json").exists():
            raise _explained(why) from why
        console.say("  the front end could not be built anew; the one that is there is used")
        return 0.0


def _build(wanted: str) -> float:
    with console.step("npm packages") as fetching:
        found = node.of_the_system() or node.from_wheel(fetching)
        fetching.detail = found.name
        _fetch(found, fetching)
    with console.step("front end") as building:
        _bundle(found, building)
        _stamp(_DIST, wanted)
    return fetching.seconds


def _fetch(found: Node, step: Step) -> None:
    wanted = digest([paths.ROOT / "package-lock.json"])
    if _stamped(_MODULES, wanted):
        return
    commands.run(found.run("ci", "--no-audit", "--no-fund", "--loglevel=http"), env=found.env, each=_tick(step))
    _stamp(_MODULES, wanted)


def _bundle(found: Node, step: Step) -> None:
    """The old bundle stays until the new one is made."""
    kept = _DIST.with_name("dist.part")
    shutil.rmtree(kept, ignore_errors=True)
    if _DIST.exists():
        shutil.copytree(_DIST, kept)
    try:
        commands.run(found.run("run", "build"), env=found.env, each=_tick(step))
    except commands.Failed:
        if kept.exists():
            shutil.rmtree(_DIST, ignore_errors=True)
            kept.rename(_DIST)
        raise
    shutil.rmtree(kept, ignore_errors=True)


def digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(str(file.relative_to(paths.ROOT)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _sources() -> list[Path]:
    made_here = [path for path in (_STATIC / "src").rglob("*") if path.is_file()]
    return [paths.ROOT / "package.json", paths.ROOT / "package-lock.json", *_STATIC.glob("*.mjs"), *made_here]


def _stamped(folder: Path, wanted: str) -> bool:
    mark = folder / ".stamp"
    return mark.is_file() and mark.read_text() == wanted


def _stamp(folder: Path, made_of: str) -> None:
    (folder / ".stamp").write_text(made_of)


def _tick(step: Step) -> Callable[[str], None]:
    return lambda _: step.waiting()


def _explained(why: commands.Failed | Problem) -> Problem:
    if isinstance(why, Problem):
        return why
    return Problem(
        f"The front end could not be built ({why.last()}): see to the network or to Node 20, and start again."
    )
