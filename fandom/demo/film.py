"""Big Buck Bunny, whole, as the video of its show, where it has been fetched to the data folder."""

from fandom.clips.sources.actions import name_found
from fandom.config import Settings
from fandom.demo.gallery import FILM
from fandom.demo.stills import FILMED
from fandom.infra.db import unit_of_work
from fandom.shows import queries

EPISODE = (1, 1)


def name(settings: Settings) -> bool:
    """Whether it is there. What somebody named instead stays."""
    path, show = (settings.data / FILM).resolve(), queries.by_slug(FILMED)
    if show is None or not path.is_file():
        return False
    season, number = EPISODE
    with unit_of_work():
        name_found(show_id=show.id, season=season, number=number, path=path)
    return True
