"""What is done with videos that were found or named."""

from pathlib import Path

from fandom.clips.events import SourceNamed
from fandom.clips.sources import actions, jobs
from fandom.core.bus import bus
from fandom.shows.events import EpisodeFileFound

# It holds only an address, and nothing is fetched from elsewhere.
ADDRESS = ".strm"


def name_found(fact: EpisodeFileFound) -> None:
    path = Path(fact.path)
    if path.suffix.lower() != ADDRESS:
        actions.name_found(show_id=fact.show_id, season=fact.season, number=fact.number, path=path)


def listen() -> None:
    bus.listen(EpisodeFileFound, name_found, queue="default")
    bus.listen(SourceNamed, jobs.probe, queue="clips")
