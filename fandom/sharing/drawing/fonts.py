"""The letters of drawn cards: Noto Sans comes along, and what it lacks is taken from the machine's own fonts."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

Weight = Literal["Regular", "Bold"]
Font = ImageFont.FreeTypeFont

SHIPPED = Path(__file__).parent.parent / "fonts"
PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts")
# For scripts that ours does not have; the first that is there and has the letters is taken.
OTHERS = (
    *("NotoSansCJK-Bold.ttc", "NotoSansCJKjp-Bold.otf", "NotoSansArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf"),
    *("NotoSansDevanagari-Bold.ttf", "NotoSansThai-Bold.ttf", "DejaVuSans-Bold.ttf", "Arial Unicode.ttf"),
)
# No font has a letter here: what it draws is its sign for letters that it does not have.
NOWHERE = "\U0010fffe"
TRIED_AT = 16
# So many letters may go missing before another font is looked for: emoji that go with words.
SPARED = 0.2


@lru_cache(maxsize=64)
def font(path: Path, size: int) -> Font:
    return ImageFont.truetype(path, size)


def fitting(text: str, weight: Weight) -> tuple[Path, str]:
    """The font that has most of these letters, and the text without those that it lacks (emoji, above all)."""
    ours = SHIPPED / f"NotoSans-{weight}.ttf"
    enough = lacks(ours, text) <= SPARED * len(text)
    path = ours if enough else min((ours, *_others()), key=lambda each: lacks(each, text))
    return path, "".join(letter for letter in text if has(path, letter))


def lacks(path: Path, text: str) -> int:
    return sum(not has(path, letter) for letter in text)


@lru_cache(maxsize=16_384)
def has(path: Path, letter: str) -> bool:
    """Whether anything is drawn for it; for a space, nothing need be."""
    if letter.isspace():
        return True
    drawn, missing = (font(path, TRIED_AT).getmask(each) for each in (letter, NOWHERE))
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


@lru_cache(maxsize=1)
def _others() -> tuple[Path, ...]:
    there = {path.name: path for place in PLACES for path in sorted(Path(place).rglob("*.[to]t[fc]"))}
    return tuple(there[name] for name in OTHERS if name in there)
