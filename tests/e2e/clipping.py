"""A film whose frames say their number, to be clipped in a browser; and what a fan does with it."""

import atexit
import shutil
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from fandom.clips.playing.models import Film
from fandom.core.horizon import episode_name
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.media.values import Variant
from tests.e2e.stage import SHOW, Profile, Stage
from tests.support.films import COLUMNS, ROWS, Recipe, film
from tests.support.sources import open_film

PLACE = (1, 4)
PATH = f"/shows/{SHOW}/{episode_name(*PLACE)}"
RATE, FRAMES, EVERY_MS = 25, 1500, 2_000
FRAME_MS = 1000 // RATE
CUTS = [8_000, 20_000, 25_520, 40_000]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# The number that the picture of the film shows now, read from its blocks.
NUMBER = f"""() => {{
  const film = document.getElementById("film");
  const canvas = Object.assign(document.createElement("canvas"), {{width: film.videoWidth, height: film.videoHeight}});
  const pen = canvas.getContext("2d");
  pen.drawImage(film, 0, 0);
  let number = 0;
  for (let n = 0; n < {COLUMNS * ROWS}; n += 1) {{
    const x = ((n % {COLUMNS}) + 0.5) * canvas.width / {COLUMNS};
    const y = (Math.floor(n / {COLUMNS}) + 0.5) * canvas.height / {ROWS};
    if (pen.getImageData(x, y, 1, 1).data[1] > 126) number += 2 ** n;
  }}
  return number;
}}"""
# Every frame that is shown from now on, by its own time in milliseconds.
RECORD = """() => {
  const film = document.getElementById("film");
  window.seen = [];
  const told = (_, {mediaTime}) => { window.seen.push(mediaTime * 1000); next(); };
  const next = () => film.requestVideoFrameCallback(told);
  next();
}"""
STANDS = """(at) => {
  const film = document.getElementById("film");
  return film.readyState >= 2 && Math.abs(film.currentTime - at) < 0.01 && !film.seeking;
}"""
# What a key would reach now, as people would call it.
REACHED = """() => {
  const here = document.activeElement;
  const inside = here.closest("#clipper") ? "" : "outside: ";
  return inside + (here.id || here.getAttribute("aria-label") || here.textContent.trim());
}"""


@cache
def reel() -> Path:
    """Made once; it goes with the process."""
    folder = Path(tempfile.mkdtemp(prefix="fandom-reel-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return film(folder / "counted.mp4", Recipe(frames=FRAMES, size=(320, 192)))


def counted(stage: Stage) -> str:
    """A show whose fourth episode can be watched and clipped, and its fan bo. The show's id."""
    stage.fan("bo")
    show_id = stage.show()
    with stage.app.app_context():
        file_id = open_film(show_id, reel(), PLACE, "everyone")
        with unit_of_work():
            _browsed(file_id, show_id)
    return show_id


def _browsed(file_id: str, show_id: str) -> None:
    """As it is once somebody has looked through the film: its small pictures, and where its shots begin."""
    columns, rows, size = 6, 5, (80, 48)
    sheet = Image.new("RGB", (columns * size[0], rows * size[1]))
    for n in range(columns * rows):
        sheet.paste(
            (40 + 6 * n, 90, 200 - 6 * n),
            (n % columns * size[0], n // columns * size[1], (n % columns + 1) * size[0], (n // columns + 1) * size[1]),
        )
    made = BytesIO()
    sheet.save(made, "JPEG")
    file = db.session.get_one(File, file_id)
    sprite = Variant("sprite.jpg", "image/jpeg", *sheet.size, len(made.getvalue()), "0" * 16)
    file.variants = [*file.variants, {name: getattr(sprite, name) for name in sprite.__slots__}]
    storage.store().put(storage.folder_of(file_id) + sprite.name, BytesIO(made.getvalue()), sprite.type)
    row = db.session.get_one(Film, (show_id, *PLACE))
    row.sprite = {
        "name": sprite.name,
        "columns": columns,
        "rows": rows,
        "every_ms": EVERY_MS,
        "width": size[0],
        "height": size[1],
    }
    row.cuts_ms = CUTS


def at(profile: Profile, seconds: float) -> Page:
    """The page, the film standing at this second."""
    page = profile.open(f"{PATH}?t={seconds}")
    standing(page, seconds)
    return page


def standing(page: Page, seconds: float) -> None:
    page.wait_for_function(
        STANDS,
        arg=seconds,
    )
    expect(page.locator("#clipper[data-started]")).to_be_attached()
    page.wait_for_function("() => document.getElementById('film').controls === false")


def marked(page: Page) -> tuple[int, int]:
    return tuple(int(page.locator(f"[data-mark={which}]").input_value()) for which in ("in", "out"))  # type: ignore[return-value]


def marks(page: Page, start: int, stop: int) -> None:
    expect(end(page, "in")).to_have_value(str(start))
    expect(end(page, "out")).to_have_value(str(stop))


def clip(page: Page) -> Page:
    page.keyboard.press("c")
    expect(page.get_by_role("dialog", name="Your clip")).to_be_visible()
    return page


def shows(page: Page, number: int) -> None:
    page.wait_for_function(f"(wanted) => ({NUMBER})() === wanted", arg=number)


def end(page: Page, which: str) -> Locator:
    return page.get_by_label("The clip begins at" if which == "in" else "The clip ends at")
