"""What is done with films that can be watched, and who may read their files."""

from fandom.clips.events import SourceReady
from fandom.clips.playing import actions, jobs, queries
from fandom.clips.playing.actions import HOLDER
from fandom.clips.playing.events import FilmOpened
from fandom.core import holders
from fandom.core.bus import bus
from fandom.infra.db import unit_of_work


def open_film(fact: SourceReady) -> None:
    """At once: it is a row or two, and people stand before the door. What fails here the tidying opens."""
    with unit_of_work():
        actions.open_film(place=(fact.show_id, fact.season, fact.number))


def listen() -> None:
    bus.listen(SourceReady, open_film)
    bus.listen(FilmOpened, jobs.browse, queue="rerender")
    holders.answer(HOLDER, queries.may_read)
