"""Hangs the demo's pictures up: uploads of their moments' authors, decoded by the workers like any other."""

import io
from collections.abc import Mapping
from time import sleep
from typing import Any

from sqlalchemy import func, select, update

from fandom.config import Settings
from fandom.core.ids import new_id
from fandom.demo import stills, threads
from fandom.demo.people import Cast
from fandom.demo.stills import Still
from fandom.demo.story import Story
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.infra.queue import unhurried
from fandom.media import actions as files
from fandom.media.models import File
from fandom.media.uploading import ORIGINAL
from fandom.media.values import Stored
from fandom.posts.models import Moment

FILM = "film/big-buck-bunny.mp4"
# Seconds for which it waits where no worker runs.
PATIENCE = 10
AT_ONCE = 2
TYPES = {b"\xff\xd8": "image/jpeg", b"RI": "image/webp"}


def bring_in(stories: tuple[Story, ...], cast: Cast, settings: Settings) -> int:
    """How many pictures were hung up now; a moment that has one keeps it."""
    without = bare(cast)
    done = 0
    for story, still in stills.chosen(stories, settings.data / FILM, lambda story: threads.key(story, cast) in without):
        _hang(without[threads.key(story, cast)], still)
        done += 1
        _let_others_by()
    return done


def _let_others_by() -> None:
    """Until what was hung up is nearly decoded, so that a picture of somebody real never waits behind the demo's."""
    for _ in range(PATIENCE):
        waiting = select(func.count()).select_from(File).where(File.status == "processing")
        if (db.session.scalar(waiting) or 0) < AT_ONCE:
            return
        db.session.rollback()
        sleep(1)


def bare(cast: Cast) -> Mapping[threads.Key, Any]:
    """Moments of the demo that are published and have no picture yet."""
    ids = [viewer.account_id for viewer in cast.viewers.values()]
    query = select(Moment.id, Moment.author_id, Moment.created_at)
    found = db.session.execute(
        query.where(Moment.author_id.in_(ids), Moment.state == "published", Moment.media_ids == [])
    )
    return {(row.author_id, row.created_at): row for row in found}


def _hang(moment: Any, still: Still) -> None:
    stored = Stored(new_id(), TYPES[still.data[:2]], len(still.data), still.alt)
    db.session.rollback()
    storage.store().put(storage.folder_of(stored.id) + ORIGINAL, io.BytesIO(still.data), stored.type)
    with unhurried(), unit_of_work():
        files.add(owner_id=moment.author_id, stored=stored)
        files.hold(stored.id, "moment", moment.id)
        db.session.execute(update(Moment).where(Moment.id == moment.id).values(media_ids=[stored.id]))
