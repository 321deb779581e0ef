"""Takes the README's pictures from a running demo with its film: `python -m tools.photographs [ADDRESS [NAME…]]`."""

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.paths import ROOT

FOLDER = ROOT / "docs" / "pictures"
ADDRESS = "http://127.0.0.1:8000"
FILM = "/shows/big-buck-bunny"
QUALITY = 90
MOST_BYTES = 400_000


@dataclass(frozen=True)
class Shot:
    """What is seen `scrolled` pixels further down; `keys` are pressed first, once the page stands still."""

    name: str
    path: str
    size: tuple[int, int] = (1280, 860)
    theme: str = "dark"
    scrolled: int = 0
    keys: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.webp"


SHOTS = (
    Shot("clipper", f"{FILM}/s01e01?t=168", keys=("c",)),
    Shot("clipper-phone", f"{FILM}/s01e01?t=168", size=(390, 844), keys=("c",)),
    Shot("top-clips", f"{FILM}?sort=clips", theme="light", scrolled=345),
)


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    width, height = shot.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=shot.theme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    _sign_in(page)
    page.goto(shot.path, wait_until="networkidle")
    for key in shot.keys:
        page.keyboard.press(key)
    page.mouse.wheel(0, shot.scrolled)
    page.wait_for_timeout(3000)
    taken = page.screenshot()
    context.close()
    return taken


def _sign_in(page: Page) -> None:
    """As the demo's fan."""
    page.goto("/sign-in")
    page.fill("[name=login]", "bo")
    page.fill("[name=password]", "fandom-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def small(taken: bytes) -> bytes:
    """As few bytes as such a picture needs; ValueError where these are too many for a repository."""
    made = io.BytesIO()
    Image.open(io.BytesIO(taken)).convert("RGB").save(made, "WEBP", quality=QUALITY, method=6)
    if made.tell() > MOST_BYTES:
        raise ValueError(f"{made.tell()} bytes, at most {MOST_BYTES} are kept")
    return made.getvalue()


def main() -> None:
    address, *names = sys.argv[1:] or [ADDRESS]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shot in SHOTS:
            if not names or shot.name in names:
                shot.file.write_bytes(small(take(browser, address, shot)))
        browser.close()


if __name__ == "__main__":
    main()
