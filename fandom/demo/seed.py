"""Fills an empty Fandom with the demo, through the real actions; what is there already is left as it is."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from fandom.config import Settings
from fandom.core import clock
from fandom.demo import (
    charters,
    clips,
    company,
    evenings,
    film,
    gallery,
    gathered,
    opens,
    people,
    story,
    threads,
    words,
)
from fandom.demo.thursdays import catalogue
from fandom.infra.db import db, unit_of_work
from fandom.shows.actions import import_show
from fandom.shows.models import Show

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What this run has added."""

    shows: int = 0
    members: int = 0
    moments: int = 0
    comments: int = 0

    def __str__(self) -> str:
        if not any((self.shows, self.members, self.moments)):
            return "The demo is here already."
        return f"{self.shows} shows, {self.members} members, {self.moments} moments, {self.comments} comments."


def run(progress: Progress | None = None) -> Summary:
    """`progress` hears how many moments are in, of how many. Cut short, it goes on where it was."""
    now, members, stories = clock.now(), story.members(), story.stories()
    before = len(people.known(members))
    shows = _import_shows()
    show_ids = _show_ids()
    cast = people.bring_in(members, show_ids, now)
    company.bring_in(members, cast)
    charters.bring_in(cast)
    there = threads.ids(cast)
    missing = [each for each in stories if threads.key(each, cast) not in there]
    if missing:
        words.bring_in(cast)
    for done, each in enumerate(missing, 1):
        threads.bring_in(each, cast, show_ids[each.show])
        if progress:
            progress(done, len(missing))
    if missing:
        evenings.bring_in(members, cast, show_ids)
        opens.bring_in(missing, members, cast)
        gathered.bring_in()
    said = sum(len(tuple(story.remarks(each.comments))) for each in missing)
    return Summary(shows, len(members) - before, len(missing), said)


def hang_pictures(settings: Settings) -> int:
    """Of the film, some of them clips, if its file is in the data folder, else drawn ones; for moments that have none
    yet.
    """
    cast, stories = people.bring_in(story.members(), _show_ids(), clock.now()), story.stories()
    cut = clips.bring_in(stories, cast) if film.name(settings) else 0
    return cut + gallery.bring_in(stories, cast, settings)


def _import_shows() -> int:
    """Those that are not there yet; what somebody made of the others since is theirs."""
    there = _show_ids()
    missing = [show for show in catalogue() if show.slug not in there]
    for show in missing:
        with unit_of_work():
            import_show(show=show)
    return len(missing)


def _show_ids() -> dict[str, str]:
    return {row.slug: row.id for row in db.session.execute(select(Show.slug, Show.id))}
