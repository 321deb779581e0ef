"""Goes through a film once, for what a player likes to have: small pictures, where shots begin, and its subtitles."""

import hashlib
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av.error
from av.codec.context import ThreadType
from av.packet import Packet
from av.stream import Discard
from av.video.frame import VideoFrame

from fandom.clips.cutting import frames, shots, words
from fandom.clips.cutting.drawing import Drawing
from fandom.clips.cutting.film import Film, threads
from fandom.clips.cutting.frames import FLAWS
from fandom.clips.cutting.reasons import Refused
from fandom.clips.cutting.shots import Eye, Look, Seen
from fandom.clips.cutting.sprite import Sprite

# Of the processor, in seconds: what a look at nearly every frame may take, and that at those around cuts besides. A
# quarter of an hour of 720p stays below it on a machine of 2 GHz; of what is longer only key frames are looked at.
BUSY_S, LATEST_S = 60.0, 90.0
PIXELS = 20_000_000_000
# Key frames may be all there are.
STEP = Fraction(1, 2)
MOST_CUTS = 10_000
# An encoder that begins anew sooner than it must does so for a new shot.
SOONER = 0.95


class Walk:
    """Looks at nearly every frame as long as it is `dense`, else at key frames."""

    def __init__(self, film: Film, sprite: Sprite, *, dense: bool) -> None:
        self._film, self._sprite, self._eye = film, sprite, Eye()
        self._look: Look | None = None
        self._before = Fraction(-1)
        self.dense = dense
        self.seen: list[Seen] = []
        self.keys: list[Seen] = []

    def take(self, packet: "Packet[Any]") -> bool:
        """Whether it could be decoded."""
        self.dense = self.dense and time.process_time() < BUSY_S
        context = self._film.video.codec_context
        context.skip_frame = "NONREF" if self.dense else "NONKEY"
        if not self.dense and packet.size and not self._wanted(packet):
            return True
        try:
            for frame in [] if packet.is_corrupt else context.decode(packet):
                self._show(frame)
        except av.error.InvalidDataError:
            return False
        return True

    def _wanted(self, packet: "Packet[Any]") -> bool:
        at = self._film.at(self._film.video, packet.pts) if packet.pts is not None else self._before
        return packet.is_keyframe and at >= self._before + STEP

    def _show(self, frame: VideoFrame) -> None:
        stamp = frame.pts if frame.pts is not None else frame.dts
        at = self._film.at(self._film.video, stamp) if stamp is not None else self._before
        if at <= self._before or at < 0:
            return
        look = self._eye.look(frame)
        if self._look is not None:
            (self.seen if self.dense else self.keys).append(Seen(at, self._before, look.apart(self._look)))
        self._look, self._before = look, at
        self._sprite.take(frame, at)


def browse(path: Path, duration_ms: int, folder: Path) -> dict[str, Any]:
    """`sprite` and `subtitles` by the names of their files in the folder, `cuts_ms`, and all these files as
    `variants`. What is damaged in the film is left out."""
    with Film(path) as film:
        tracks, sprite = words.Tracks(film), Sprite(folder, Drawing(film.video), duration_ms)
        walk = Walk(film, sprite, dense=_pixels(film, duration_ms) <= PIXELS)
        _walk(film, walk, tracks)
        size = sprite.finish()
        subtitles = words.write([*tracks.found(), *words.beside(path)], folder, duration_ms)
        rate = film.video.average_rate or Fraction(25)
    found = [_exact(path, each, 1 / rate) for each in shots.cuts(walk.seen)] + _begun_anew(walk.keys)
    cuts = sorted({int(1000 * at) for at in found if 0 < at * 1000 < duration_ms})[:MOST_CUTS]
    made = [_variant(folder, each["name"]) for each in [*filter(None, [size]), *subtitles]]
    return {"sprite": size, "subtitles": subtitles, "cuts_ms": cuts, "variants": made}


def _walk(film: Film, walk: Walk, tracks: words.Tracks) -> None:
    chosen = [film.video, *tracks.streams]
    for track in film.container.streams:
        track.discard = Discard.default if track in chosen else Discard.all
    context = film.video.codec_context
    context.thread_type, context.thread_count = ThreadType.FRAME, threads(film.video)
    flaws = 0
    for packet in _packets(film, chosen):
        if packet.stream.index != film.video.index:
            tracks.take(packet)
        elif not walk.take(packet):
            flaws += 1
        if flaws > FLAWS or time.process_time() > LATEST_S:
            return


def _packets(film: Film, chosen: "list[Any]") -> "Iterator[Packet[Any]]":
    """Up to where the file cannot be read any further."""
    packets = film.container.demux(chosen)
    while True:
        try:
            packet = next(packets, None)
        except av.error.FFmpegError:
            return
        if packet is None:
            return
        yield packet


def _pixels(film: Film, duration_ms: int) -> float:
    return film.video.width * film.video.height * duration_ms / 1000 * float(film.video.average_rate or 25)


def _begun_anew(keys: list[Seen]) -> list[Fraction]:
    longest = max((each.at - each.before for each in keys), default=Fraction(0))
    return [each.at for each in keys if each.apart > shots.APART and each.at - each.before < SOONER * longest]


def _exact(path: Path, cut: Seen, frame: Fraction) -> Fraction:
    """Frames that nothing refers to were not looked at: the shot may begin with one of them."""
    if (cut.at - cut.before) < frame * Fraction(3, 2) or time.process_time() > LATEST_S:
        return cut.at
    try:
        with Film(path) as film:
            return _furthest(film, cut)
    except (Refused, av.error.FFmpegError):
        return cut.at


def _furthest(film: Film, cut: Seen) -> Fraction:
    """The frame in between that is least like the one before it."""
    eye = Eye()
    last: Look | None = None
    found: list[tuple[float, Fraction]] = []
    for frame in frames.decoded(film, cut.before):
        at = film.at(film.video, frame.pts) if frame.pts is not None else cut.before
        if at > cut.at:
            break
        look = eye.look(frame)
        if last is not None and at > cut.before:
            found.append((look.apart(last), at))
        last = look
    return max(found, default=(0.0, cut.at))[1]


def _variant(folder: Path, name: str) -> dict[str, Any]:
    data = (folder / name).read_bytes()
    kind = "image/jpeg" if name.endswith(".jpg") else "text/vtt"
    size = {"width": 0, "height": 0, "size": len(data)}
    return {"name": name, "type": kind, "digest": hashlib.sha256(data).hexdigest()[:16]} | size
