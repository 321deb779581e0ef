"""What is done with films that can be watched, and who may read their files."""

from fandom.clips.events import SourceReady
from fandom.clips.playing import actions, jobs, queries
from fandom.clips.playing.actions import HOLDER
from fandom.clips.playing.events import FilmOpened
from fandom.core import holders
from fandom.core.bus import bus


def open_film(fact: SourceReady) -> None:
    actions.open_film(place=(fact.show_id, fact.season, fact.number))


def listen() -> None:
    bus.listen(SourceReady, open_film, queue="default")
    bus.listen(FilmOpened, jobs.browse, queue="rerender")
    holders.answer(HOLDER, queries.may_read)
