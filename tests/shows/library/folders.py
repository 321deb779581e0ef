"""Folders of media files, as people and programs leave them."""

import io
from pathlib import Path

from PIL import Image


def put(root: Path, path: str, content: str | bytes = "") -> Path:
    """A file with the folders above it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def picture(
    colour: tuple[int, int, int] = (200, 40, 30), size: tuple[int, int] = (40, 60), kind: str = "JPEG"
) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


def show_nfo(title: str = "Harbour Lights", **fields: str) -> str:
    return f"<tvshow><title>{title}</title>{_elements(fields)}</tvshow>"


def episode_nfo(season: int, number: int, title: str = "", **fields: str) -> str:
    head = f"<title>{title or f'Part {number}'}</title><season>{season}</season><episode>{number}</episode>"
    return f"<episodedetails>{head}{_elements(fields)}</episodedetails>"


def film_nfo(title: str = "The Last Ferry", **fields: str) -> str:
    return f"<movie><title>{title}</title>{_elements(fields)}</movie>"


def series(root: Path, folder: str = "Harbour Lights (2019)", episodes: int = 3, **fields: str) -> Path:
    """A show as Kodi leaves it, with its art; without what a show usually has when `fields` are given."""
    given = fields or {"year": "2019", "plot": "A small port.", "imdbid": "tt1234567"}
    put(root, f"{folder}/tvshow.nfo", show_nfo(**given))
    put(root, f"{folder}/poster.jpg", picture())
    put(root, f"{folder}/fanart.jpg", picture(size=(160, 90)))
    for number in range(1, episodes + 1):
        name = f"{folder}/Season 01/Harbour Lights - S01E{number:02d}"
        put(root, f"{name}.nfo", episode_nfo(1, number, aired=f"2019-01-{number:02d}", runtime="42"))
        put(root, f"{name}.mkv", b"not really a film")
        put(root, f"{name}-thumb.jpg", picture(size=(64, 36)))
    return root / folder


def film(root: Path, folder: str = "The Last Ferry (2024)", **fields: str) -> Path:
    put(root, f"{folder}/movie.nfo", film_nfo(**(fields or {"year": "2024", "runtime": "91"})))
    put(root, f"{folder}/The Last Ferry.mkv", b"not really a film")
    put(root, f"{folder}/folder.jpg", picture((20, 60, 200)))
    return root / folder


def _elements(fields: dict[str, str]) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
