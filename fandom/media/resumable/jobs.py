"""What the scheduler does with uploads on their way."""

from datetime import timedelta

from fandom.core import clock
from fandom.core.ids import first_id
from fandom.infra import site
from fandom.infra.db import unit_of_work
from fandom.media.resumable import actions, rules, scratch
from fandom.media.resumable.scratch import Scratch

# An upload ends an hour before its bytes may go without asking.
GRACE = timedelta(hours=1)


def tidy() -> None:
    """What was begun too long ago goes, and bytes that nobody knows of."""
    settings = site.settings()
    folder = settings.data / "uploads"
    with unit_of_work():
        over = actions.forget_old()
    for name in [*over, *scratch.names(folder, first_id(clock.now() - rules.KEPT_FOR - GRACE))]:
        Scratch(folder, name).drop()
