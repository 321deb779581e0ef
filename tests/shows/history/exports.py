"""Files as other services give them, small and made up."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

WHEN = "2025-11-02T20:15:00.000Z"
Places = Iterable[tuple[int, int]]


def about(title: str, year: int | None = None, **ids: Any) -> dict[str, Any]:
    return {"title": title, "year": year, "ids": {"trakt": 1, "slug": title.lower(), **ids}}


def watched_show(title: str, places: Places, year: int | None = None, **ids: Any) -> dict[str, Any]:
    """As watched-shows.json has it."""
    seasons: dict[int, list[dict[str, Any]]] = {}
    for season, number in places:
        seasons.setdefault(season, []).append({"number": number, "plays": 1, "last_watched_at": WHEN})
    listed = [{"number": number, "episodes": each} for number, each in seasons.items()]
    return {"plays": 1, "last_watched_at": WHEN, "show": about(title, year, **ids), "seasons": listed}


def watched_film(title: str, year: int | None = None, **ids: Any) -> dict[str, Any]:
    return {"id": 1, "watched_at": WHEN, "action": "watch", "type": "movie", "movie": about(title, year, **ids)}


def watched_episode(title: str, place: tuple[int, int], episode_ids: Any = None, **ids: Any) -> dict[str, Any]:
    """As the history has it."""
    episode = {"season": place[0], "number": place[1], "title": "…", "ids": episode_ids or {}}
    return {"id": 1, "watched_at": WHEN, "type": "episode", "episode": episode, "show": about(title, **ids)}


def dumped(*entries: Any) -> bytes:
    return json.dumps(entries).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def lost(*places: tuple[int, int], **ids: Any) -> dict[str, Any]:
    return watched_show("Lost", places, 2004, **({"tvdb": 73739} | ids))
