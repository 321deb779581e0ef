"""Episodes that have a video, to cut clips from and to be watched."""

from pathlib import Path

from fandom.clips.cutting import probing
from fandom.clips.models import FilmSource
from fandom.clips.playing import actions
from fandom.clips.playing.models import Film
from fandom.clips.stamps import stamp_of
from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Show


def give_film(
    show_id: str,
    episode: tuple[int, int] = (1, 1),
    *,
    path: str | Path = "/films/none.mp4",
    stamp: str = "as it was",
    duration_ms: int = 3_600_000,
) -> None:
    """Ready, as probing leaves it. Where no clip is really made, nothing needs to lie at `path`."""
    row = {"path": str(path), "stamp": stamp, "status": "ready", "duration_ms": duration_ms}
    with unit_of_work():
        made = FilmSource(show_id=show_id, season=episode[0], number=episode[1], width=1280, height=720, **row)
        made.asked_at = clock.now()
        db.session.merge(made)


def open_film(show_id: str, path: Path, episode: tuple[int, int] = (1, 1), watching: str | None = "everyone") -> str:
    """The id of its file: looked at, and there to be watched by whom `watching` says (None: by whom the show says)."""
    place = (show_id, *episode)
    found = probing.probe(path)
    give_film(show_id, episode, path=path, stamp=stamp_of(path), duration_ms=found["duration_ms"])
    with unit_of_work():
        row = db.session.get_one(FilmSource, place)
        row.width, row.height, row.tracks = found["width"], found["height"], found
        if watching:
            show = db.session.get_one(Show, show_id)
            show.rights = show.rights | {"watching": watching}
        db.session.flush()
        actions.open_film(place=place)
    return db.session.get_one(Film, place, populate_existing=True).file_id
