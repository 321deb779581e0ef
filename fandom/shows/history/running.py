"""Taking an import further: each step is claimed, what is slow is done with no transaction open, then it is made."""

from fandom.infra import storage
from fandom.infra.db import unit_of_work
from fandom.shows.history import actions, files, reading
from fandom.shows.history.actions import Work
from fandom.shows.history.values import Read, Refused


def advance(import_id: str, runner: str) -> bool:
    """Make one step. False when there is none for this runner."""
    with unit_of_work():
        work = actions.claim(import_id=import_id, runner=runner)
    if work is None:
        return False
    came = _read(work) if work.step == 0 and not work.given_up else None
    with unit_of_work():
        actions.finish(work=work, came=came)
    return True


def _read(work: Work) -> Read | Refused:
    try:
        with files.fetched(work.import_id) as path:
            return reading.read(path, work.name)
    except Refused as refusal:
        return refusal
    except storage.Missing:
        return Refused(actions.BROKE_OFF)
