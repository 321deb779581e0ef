"""Pictures for the demo: frames of the real film where it could be had, else ones drawn by us."""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av

from fandom.demo.story import Story

FRAMES = Path(__file__).parent / "frames"
FILMED = "big-buck-bunny"
QUALITY = 90


@dataclass(frozen=True, slots=True)
class Still:
    data: bytes
    alt: str


def chosen(
    stories: Sequence[Story], film: Path, wanted: Callable[[Story], bool] = lambda _: True
) -> Iterator[tuple[Story, Still]]:
    """The liveliest of each show get a drawn frame; of the film, each moment the very second it is about.

    Only those `wanted` are made; who the others are does not change which frame is whose.
    """
    for slug in sorted({story.show for story in stories}):
        of_show = [story for story in stories if story.show == slug]
        yield from (_filmed if slug == FILMED and film.is_file() else _drawn)(of_show, film, wanted)


def _drawn(stories: Sequence[Story], _: Path, wanted: Callable[[Story], bool]) -> Iterator[tuple[Story, Still]]:
    liveliest = sorted(stories, key=lambda story: -sum(story.reactions.values()))
    for story, file in zip(liveliest, sorted(FRAMES.glob(f"{stories[0].show}-*.webp")), strict=False):
        if wanted(story):
            yield story, Still(file.read_bytes(), _alt()[file.stem])


def _filmed(stories: Sequence[Story], film: Path, wanted: Callable[[Story], bool]) -> Iterator[tuple[Story, Still]]:
    with av.open(str(film)) as opened:
        for story in stories:
            if story.start_ms is not None and wanted(story):
                ms = (story.start_ms + (story.end_ms or story.start_ms)) // 2
                yield story, Still(frame(opened, ms), f"Big Buck Bunny at {ms // 60_000}:{ms // 1000 % 60:02}.")


def frame(film: Any, ms: int) -> bytes:
    """The picture at that time of an open film, as a JPEG; near its end the last one."""
    film.seek(ms * 1000, backward=True, any_frame=False)
    found: Any = None
    for found in film.decode(film.streams.video[0]):
        if found.time * 1000 >= ms:
            break
    out = io.BytesIO()
    found.to_image().save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


@cache
def _alt() -> dict[str, str]:
    read: dict[str, str] = json.loads((FRAMES / "alt.json").read_text("utf-8"))
    return read
