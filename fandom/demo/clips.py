"""Clips of the demo: the liveliest moments of the real film show the very seconds that they are about."""

from time import sleep

from fandom.clips import queries as films
from fandom.core.errors import Invalid
from fandom.demo import gallery, threads
from fandom.demo.people import Cast
from fandom.demo.stills import FILMED
from fandom.demo.story import Story
from fandom.infra.db import db, unit_of_work
from fandom.infra.queue import unhurried
from fandom.posts import clips
from fandom.posts.queries import moment_row
from fandom.shows import queries as shows

# As many as workers make in half a minute.
MOST = 8
# Seconds for which it waits where no worker looks into the film.
PATIENCE = 20


def bring_in(stories: tuple[Story, ...], cast: Cast) -> int:
    """How many are being made now; a moment that shows something keeps it."""
    if not _ready():
        return 0
    bare = gallery.bare(cast)
    found = [bare[key] for story in liveliest(stories) if (key := threads.key(story, cast)) in bare]
    return sum(_cut(row.id) for row in found)


def liveliest(stories: tuple[Story, ...]) -> list[Story]:
    timed = [each for each in stories if each.show == FILMED and each.end_ms is not None]
    return sorted(timed, key=lambda story: -sum(story.reactions.values()))[:MOST]


def _ready() -> bool:
    show = shows.by_slug(FILMED)
    for _ in range(PATIENCE):
        if show is None or films.source(show.id, (1, 1)):
            break
        db.session.rollback()
        sleep(1)
    return show is not None and films.source(show.id, (1, 1)) is not None


def _cut(moment_id: str) -> bool:
    """What the real film has no seconds for goes without."""
    with unhurried(), unit_of_work():
        row = moment_row(moment_id, lock=True)
        try:
            if row is not None:
                clips.cut(row)
        except Invalid:
            return False
    return row is not None
