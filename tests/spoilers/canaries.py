"""Words that nobody says by chance, who has reached them, and how they are found in whatever is sent."""

import base64
import colorsys
import html
import io
import random
import re
import string
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from PIL import Image

HEAD = "zqx"
WORD = re.compile(rb"zqx[a-z]{9}")
ESCAPED = re.compile(rb"\\u([0-9a-f]{4})")
PACKED = re.compile(rb"session=\.?([\w.-]+)")
NEAR = 12
MOST_COLOURS = 12
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Canary:
    """`seats` have reached it; `cased` are those who get it in a case besides."""

    what: str
    text: str
    seats: frozenset[str]
    cased: frozenset[str] = frozenset()


@dataclass
class Canaries:
    """All of one world. Of two worlds of different seeds only what everybody has reached, `common`, is the same."""

    dice: random.Random
    common: frozenset[str] = frozenset()
    calm: random.Random = field(default_factory=lambda: random.Random(0))
    all: list[Canary] = field(default_factory=list)
    colours: dict[Colour, Canary] = field(default_factory=dict)

    def word(self, what: str, seats: Iterable[str], cased: Iterable[str] = ()) -> str:
        found = HEAD + "".join(self._dice(seats).choices(string.ascii_lowercase, k=9))
        self.all.append(Canary(what, found, frozenset(seats), frozenset(cased)))
        return found

    def number(self, what: str, seats: Iterable[str], low: int, high: int) -> int:
        found = self._dice(seats).randrange(low, high)
        self.all.append(Canary(what, str(found), frozenset(seats)))
        return found

    def colour(self, what: str, seats: Iterable[str], cased: Iterable[str] = ()) -> Colour:
        """Loud and unlike the others, a little another one in each world."""
        hue = (len(self.colours) * 2 + self._dice(seats).random() / 2) / (2 * MOST_COLOURS)
        red, green, blue = (round(255 * each) for each in colorsys.hsv_to_rgb(hue, 1, 1))
        found = (red, green, blue)
        canary = Canary(what, "#{:02x}{:02x}{:02x}".format(*found), frozenset(seats), frozenset(cased))
        self.all.append(canary)
        self.colours[found] = canary
        return found

    def say(self, what: str, text: str, seats: Iterable[str]) -> None:
        self.all.append(Canary(what, text, frozenset(seats)))

    def filler(self, seats: Iterable[str]) -> str:
        """So that what is secret is not of one length either."""
        return "and so " * self._dice(seats).randrange(1, 12)

    def _dice(self, seats: Iterable[str]) -> random.Random:
        return self.calm if frozenset(seats) == self.common else self.dice

    def hidden_from(self, seat: str, *, case: bool = False) -> list[Canary]:
        return [each for each in self.all if seat not in (each.seats | each.cased if case else each.seats)]


def told(sent: bytes, canaries: Iterable[Canary]) -> set[Canary]:
    """Those of `canaries` that are in it, however they are written."""
    wanted = list(canaries)
    forms = _forms(sent)
    words = {word.decode() for form in forms for word in WORD.findall(form)}
    return {each for each in wanted if each.text in words or _is_in(each, forms, sent)}


def unpacked(body: bytes) -> bytes:
    """What is in an archive, one file after the other; anything else as it is."""
    if not body.startswith(b"PK\x03\x04"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())


def painted(body: bytes, colours: Mapping[Colour, Canary]) -> set[Canary]:
    """Canaries of whose colour there is something in this picture."""
    with Image.open(io.BytesIO(body)) as picture:
        seen = picture.convert("RGB").resize((16, 16)).get_flattened_data()
    return {canary for colour, canary in colours.items() if any(_near(colour, each) for each in seen)}


def _near(one: Colour, other: object) -> bool:
    return isinstance(other, tuple) and all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _forms(sent: bytes) -> list[bytes]:
    """As it is, and with everything undone that edges do to text."""
    plain = sent.lower()
    forms = [plain]
    if b"\\u" in plain:
        forms.append(ESCAPED.sub(lambda found: chr(int(found[1], 16)).encode("utf-8", "replace"), plain))
    if b"&#" in plain or b"%" in plain:
        text = plain.decode("utf-8", "replace")
        forms.append(unquote_plus(html.unescape(text)).encode())
    return forms + [_unsigned(packed) for packed in PACKED.findall(sent)]


def _unsigned(value: bytes) -> bytes:
    """The inside of one of our signed values, unpacked where it is."""
    head = value.split(b".")[0]
    try:
        data = base64.urlsafe_b64decode(head + b"=" * (-len(head) % 4))
    except ValueError:
        return b""
    try:
        return zlib.decompress(data).lower()
    except zlib.error:
        return data.lower()


def _is_in(canary: Canary, forms: Iterable[bytes], sent: bytes) -> bool:
    if not canary.text.startswith(HEAD):
        return any(canary.text.encode() in form for form in forms)
    return any(each in sent for each in _in_base64(canary.text.encode()))


def _in_base64(word: bytes) -> Iterable[bytes]:
    """The middle of it at each of the three places where it may begin."""
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + word)
        end = -4 if (shift + len(word)) % 3 else None
        yield whole[4 if shift else 0 : end]
