"""Subtitles of any kind as WebVTT that can do nothing but be read: words and times, bounded and escaped. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

MOST_CUES, MOST_LINES, MOST_LETTERS = 10_000, 6, 300
LONGEST_MS = 24 * 60 * 60 * 1000
CODES = ("utf-8-sig", "cp1252")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_clock = r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{1,2})[.,]([0-9]{1,3})"
_timing = re.compile(rf"\s{{0,9}}{_clock}\s{{0,9}}-->\s{{0,9}}{_clock}(?:\s|$)", re.ASCII)
_tag = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,500}\}")
_shape = re.compile(r"\{[^{}]{0,500}\\p[1-9]")


@dataclass(frozen=True, slots=True)
class Cue:
    start_ms: int
    end_ms: int
    text: str


def webvtt(cues: Iterable[Cue]) -> str:
    """In the order of their times; what has no words or no length is left out."""
    said = [(each, words(each.text)) for each in cues if 0 <= each.start_ms < each.end_ms <= LONGEST_MS]
    ordered = sorted((each for each in said if each[1]), key=lambda each: each[0].start_ms)[:MOST_CUES]
    blocks = (f"{_stamp(cue.start_ms)} --> {_stamp(cue.end_ms)}\n{text}\n" for cue, text in ordered)
    return "\n".join(["WEBVTT\n", *blocks])


def words(text: str) -> str:
    """As they are read: no marks of any kind, no empty line, for that would end them."""
    bare = _tag.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (" ".join(_seen(line).split())[:MOST_LETTERS] for line in bare.split("\n"))
    return "\n".join([escape(line, quote=False) for line in lines if line][:MOST_LINES])


def of_file(data: bytes) -> list[Cue]:
    """SubRip or WebVTT: after a line of two times come the words, up to an empty line or the next times."""
    found: list[Cue] = []
    for line in _text(data).splitlines():
        times = _timing.match(line)
        if times:
            found.append(Cue(_ms(*times.groups()[:4]), _ms(*times.groups()[4:]), ""))
        elif found:
            found[-1] = _more(found[-1], line)
        if len(found) > MOST_CUES:
            break
    return [Cue(each.start_ms, each.end_ms, each.text.partition("\n\n")[0]) for each in found]


def of_packet(codec: str) -> Callable[[bytes], str] | None:
    """What takes the words out of a packet of such a track; None where they are pictures."""
    return READERS.get(codec)


def _more(cue: Cue, line: str) -> Cue:
    """Up to the first empty line."""
    if len(cue.text) > MOST_LINES * MOST_LETTERS or cue.text.endswith("\n\n"):
        return cue
    return Cue(cue.start_ms, cue.end_ms, f"{cue.text}{line.strip()}\n")


def _text(data: bytes) -> str:
    for code in filter(None, (MARKS.get(data[:2]), *CODES)):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _seen(line: str) -> str:
    return "".join(each if unicodedata.category(each) not in {"Cc", "Cs", "Co", "Cn"} else " " for each in line)


def _ms(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest.ljust(3, "0"))


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def _plain(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _counted(data: bytes) -> str:
    """Of MP4: how long it is, the words, and how they look."""
    return _plain(data[2 : 2 + int.from_bytes(data[:2], "big")])


def _advanced(data: bytes) -> str:
    """Of SubStation Alpha in Matroska: eight fields, then the words. What is drawn there is no words."""
    text = _plain(data).split(",", 8)[-1]
    return "" if _shape.search(text) else text.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")


READERS: dict[str, Callable[[bytes], str]] = {
    **dict.fromkeys(("subrip", "text", "webvtt"), _plain),
    **dict.fromkeys(("ass", "ssa"), _advanced),
    "mov_text": _counted,
}


def within(cues: Iterable[Cue], duration_ms: int) -> Iterator[Cue]:
    """Those that begin in the film."""
    return (each for each in cues if each.start_ms < duration_ms)
