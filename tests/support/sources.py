"""Episodes that have a video to cut clips from."""

from pathlib import Path

from fandom.clips.models import FilmSource
from fandom.core import clock
from fandom.infra.db import db, unit_of_work


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
