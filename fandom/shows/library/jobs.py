"""What workers do with imports, turn by turn."""

from fandom.infra import queue, turns
from fandom.infra.db import unit_of_work
from fandom.shows.library import actions, queries
from fandom.shows.library.running import advance


def run(import_id: str) -> None:
    """Safe to run twice, and at once: of two runners one finds nothing to do."""
    runner = turns.take(import_id, advance)
    if runner is not None:
        with unit_of_work():
            actions.let_go(import_id=import_id, runner=runner)
        send(import_id)


def send(import_id: str) -> None:
    """What Redis does not take, `rescue` sends again."""
    queue.enqueue("default", "fandom.shows.library.jobs.run", import_id, job_id=f"library-{import_id}", again=True)


def rescue() -> None:
    """Those whose runner died, or that were never sent."""
    for import_id in queries.left_alone():
        send(import_id)
