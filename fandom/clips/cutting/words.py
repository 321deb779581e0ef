"""The subtitles of a film: tracks in it, and files beside it that are called like it."""

import os
import stat
from itertools import islice
from pathlib import Path
from typing import Any

from av.packet import Packet
from av.stream import Stream

from fandom.clips.cutting import captions
from fandom.clips.cutting.captions import Cue
from fandom.clips.cutting.film import Film, unit

MOST_TRACKS, MOST_BESIDE, MOST_BYTES = 20, 20, 2_000_000
MOST_NEIGHBOURS = 20_000
ENDINGS = frozenset({".srt", ".vtt"})
# Of tracks that do not say how long their words stay.
STAY_MS = 3_000
PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class Tracks:
    """Takes packets as they come by."""

    def __init__(self, film: Film) -> None:
        self._film = film
        texts = [each for each in film.container.streams.subtitles if captions.of_packet(_codec(each))]
        self.streams: list[Stream] = list(texts[:MOST_TRACKS])
        self._cues: dict[int, list[Cue]] = {each.index: [] for each in self.streams}

    def take(self, packet: "Packet[Any]") -> None:
        read, found = captions.of_packet(_codec(packet.stream)), self._cues[packet.stream.index]
        if packet.pts is None or read is None or len(found) >= captions.MOST_CUES or packet.size > MOST_BYTES:
            return
        start = round(1000 * self._film.at(packet.stream, packet.pts))
        length = round(1000 * (packet.duration or 0) * unit(packet.stream)) or STAY_MS
        found.append(Cue(start, start + length, read(bytes(packet))[: captions.MOST_LINES * captions.MOST_LETTERS * 2]))

    def found(self) -> list[dict[str, Any]]:
        """`language`, `title` and `cues`."""
        return [
            {"language": each.language or "", "title": each.metadata.get("title", ""), "cues": self._cues[each.index]}
            for each in self.streams
        ]


def beside(film: Path) -> list[dict[str, Any]]:
    """`film.en.srt` and the like; what can be read of them. Links are not followed."""
    with os.scandir(film.parent) as near:
        names = sorted(each.name for each in islice(near, MOST_NEIGHBOURS) if _belongs(each.name, film.stem))
    found = ((name, _bytes(film.parent / name)) for name in names[:MOST_BESIDE])
    return [
        {"language": _language(name, film.stem), "title": "", "cues": captions.of_file(data)}
        for name, data in found
        if data
    ]


def write(tracks: list[dict[str, Any]], folder: Path, duration_ms: int) -> list[dict[str, Any]]:
    """Those that say something, each as a file: `name`, `language`, `title`."""
    written: list[dict[str, Any]] = []
    for each in tracks:
        text = captions.webvtt(captions.within(each["cues"], duration_ms))
        if "-->" in text:
            name = f"{len(written) + 1}.vtt"
            (folder / name).write_text(text, "utf-8")
            written.append({"name": name, "language": each["language"][:35], "title": each["title"][:200]})
    return written


def _belongs(name: str, stem: str) -> bool:
    rest = name[len(stem) :]
    return name.startswith(f"{stem}.") and Path(name).suffix.lower() in ENDINGS and rest.count(".") <= 3


def _language(name: str, stem: str) -> str:
    """The first word between the two names, as players have it."""
    return name[len(stem) + 1 :].partition(".")[0] if name.count(".", len(stem)) > 1 else ""


def _bytes(path: Path) -> bytes:
    """Nothing of what is no plain file, or a large one."""
    try:
        number = os.open(path, PLAIN)
    except OSError:
        return b""
    found = os.fstat(number)
    if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
        os.close(number)
        return b""
    with os.fdopen(number, "rb") as file:
        return file.read(MOST_BYTES)


def _codec(track: Stream) -> str:
    return track.codec_context.codec.canonical_name if track.codec_context else ""
