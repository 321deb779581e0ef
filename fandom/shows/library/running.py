"""Taking an import further: each step claims its work, does it with no transaction open, and writes down what came."""

from fandom.infra.db import unit_of_work
from fandom.shows.library import actions, pictures, reading, scanning
from fandom.shows.library.actions import Came, Work
from fandom.shows.library.files import Library


def advance(import_id: str, runner: str) -> bool:
    """Make one step. False when there is none for this runner."""
    with unit_of_work():
        work = actions.claim(import_id=import_id, runner=runner)
    if work is None:
        return False
    came = None if work.given_up else _made(work)
    with unit_of_work():
        actions.finish(work=work, came=came)
    return True


def _made(work: Work) -> Came:
    library = Library.at(work.root)
    if work.wanted:
        return [pictures.take(library, each) for each in work.wanted]
    return reading.read(library, work.title) if work.title else scanning.scan(library)
