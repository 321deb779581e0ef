"""Films to be watched: long ones of few frames, with the small pictures and words that browsing through them gives."""

from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

import av
from PIL import Image

from fandom.clips.playing.models import Film
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from tests.support.configured import DATA
from tests.support.sources import open_film

SIZE = (128, 72)
RATE = 5
SECONDS = 400
EVERY_MS = 10_000
COLUMNS = 8
WORDS = "WEBVTT\n\n00:00.000 --> 06:00.000\nShe already knows.\n"


def colour(cell: int) -> tuple[int, int, int]:
    """That of each ten seconds."""
    return 30 + 5 * cell, 200 - 4 * cell, 90


@cache
def film_file(seconds: int = SECONDS) -> Path:
    """H.264 in MP4, every ten seconds in a colour of their own, with words that players may show."""
    path = DATA / f"watched-{seconds}.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=RATE, options={"preset": "ultrafast", "g": str(2 * RATE)})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.time_base = Fraction(1, RATE)
        for n in range(seconds * RATE):
            frame = av.VideoFrame.from_image(Image.new("RGB", SIZE, colour(n // RATE // 10)))
            frame.pts = n
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return path


def watched(show_id: str, episode: tuple[int, int] = (1, 1), *, watching: str = "fans", seconds: int = SECONDS) -> str:
    """The id of the film's file, its sprite and its words made."""
    file_id = open_film(show_id, film_file(seconds), episode, watching)
    rows = -(-seconds * 1000 // EVERY_MS) // COLUMNS + 1
    sprite = Image.new("RGB", (COLUMNS * SIZE[0], rows * SIZE[1]))
    for cell in range(COLUMNS * rows):
        sprite.paste(colour(cell), [SIZE[0] * (cell % COLUMNS), SIZE[1] * (cell // COLUMNS), 10_000, 10_000])
    made = BytesIO()
    sprite.save(made, "JPEG")
    kept = {"sprite.jpg": ("image/jpeg", made.getvalue()), "0.vtt": ("text/vtt", WORDS.encode())}
    with unit_of_work():
        file, film = db.session.get_one(File, file_id), db.session.get_one(Film, (show_id, *episode))
        for name, (kind, content) in kept.items():
            storage.store().put(storage.folder_of(file_id) + name, BytesIO(content), kind)
            variant = {"name": name, "type": kind, "width": 0, "height": 0, "size": len(content), "digest": "0" * 16}
            file.variants = [*file.variants, variant]
        size = {"columns": COLUMNS, "rows": rows, "every_ms": EVERY_MS, "width": SIZE[0], "height": SIZE[1]}
        film.sprite = {"name": "sprite.jpg"} | size
        film.subtitles = [{"name": "0.vtt", "language": "en", "label": "English"}]
    return file_id
