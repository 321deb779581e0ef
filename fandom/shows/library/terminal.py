"""An import of a folder on a terminal: a bar while it runs, and what was skipped afterwards."""

from pathlib import Path

import click

from fandom.core.ids import new_id
from fandom.core.viewer import SYSTEM
from fandom.infra.db import unit_of_work
from fandom.shows.library import actions, queries
from fandom.shows.library.running import advance
from fandom.shows.library.values import Import

COUNTS = ("added", "changed", "unchanged", "episodes", "videos", "pictures")
ELSEWHERE = "A worker is at this folder already, and goes on; /admin/library shows how far it is."


def run(path: Path) -> None:
    """One that was cut short goes on where it was."""
    runner = new_id()
    with unit_of_work():
        import_id = actions.start(viewer=SYSTEM, path=str(path.resolve()))
    found = _further(import_id, runner)
    with click.progressbar(length=found.total or 0, label="Importing", show_pos=True) as bar:
        bar.update(found.done)
        while advance(import_id, runner):
            now = _now(import_id)
            bar.update(now.done - found.done)
            found = now
    for line in summary(_now(import_id)):
        click.echo(line)


def summary(found: Import) -> list[str]:
    if found.state == "running":
        return [ELSEWHERE]
    counts = [f"{found.report[name]} {name}" for name in COUNTS if found.report.get(name)]
    skipped = found.report.get("skipped_count", 0)
    lines = [f"{each.file}: {each.why}" for each in found.skipped]
    more = [f"… and {skipped - len(lines)} more."] if skipped > len(lines) else []
    heading = [f"Skipped, {skipped}:"] if skipped else []
    return [", ".join(counts) or "Nothing was there to be brought in.", *heading, *lines, *more]


def _further(import_id: str, runner: str) -> Import:
    """Past the first step, which finds out how much there is."""
    found = _now(import_id)
    while found.total is None and advance(import_id, runner):
        found = _now(import_id)
    return found


def _now(import_id: str) -> Import:
    found = queries.by_id(import_id)
    if found is None:
        raise LookupError(import_id)
    return found
