"""What a film is: how long and large, where one can begin to cut without decoding, and what it says it contains."""

from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

from av.stream import Discard, Stream

from fandom.clips.cutting import drawing, frames
from fandom.clips.cutting.film import Film, unit
from fandom.clips.cutting.reasons import DAMAGED, Refused
from fandom.clips.cutting.shape import natural

MOST_KEY_FRAMES = 10_000
# The end of a file is in the last of what each track's index has.
LAST = 2000


def probe(path: Path) -> dict[str, Any]:
    with Film(path) as film:
        _whole(film, path.stat().st_size)
        first = next(frames.decoded(film, Fraction(0)), None)
        if first is None:
            raise Refused(DAMAGED)
        turn = drawing.turn(first)
        size = natural((first.width, first.height), film.video.sample_aspect_ratio, turn)
    with Film(path) as film:
        seen = {"width": size[0], "height": size[1], "pixels": first.format.name, "bytes": path.stat().st_size}
        return seen | _noted(film) | _timed(film)


def _noted(film: Film) -> dict[str, Any]:
    return {
        "container": film.container.format.name,
        "rate": float(film.video.average_rate or film.video.guessed_rate or 0),
        "video": film.video.codec_context.codec.canonical_name,
        "audio": film.audio is not None,
        "sound": film.audio.codec_context.codec.canonical_name if film.audio else "",
        "subtitles": [_words(each) for each in film.container.streams.subtitles],
    }


def _words(track: Stream) -> dict[str, Any]:
    codec = track.codec_context.codec.canonical_name if track.codec_context else ""
    return {"language": track.language or "", "title": track.metadata.get("title", ""), "codec": codec}


def _timed(film: Film) -> dict[str, Any]:
    """The time of a key frame is never later than the frame itself, in whole milliseconds."""
    for track in film.container.streams:
        track.discard = Discard.default if track.index == film.video.index else Discard.all
    keys: list[int] = []
    last = Fraction(0)
    for packet in film.container.demux(film.video):
        if packet.pts is not None:
            at = film.at(film.video, packet.pts)
            last = max(last, at + (packet.duration or 0) * unit(film.video))
            if packet.is_keyframe and at >= 0 and len(keys) < MOST_KEY_FRAMES:
                keys.append(floor(1000 * at))
    return {"duration_ms": floor(1000 * last), "key_frames": sorted(keys)}


def _whole(film: Film, size: int) -> None:
    for track in film.container.streams:
        if any(each.pos + each.size > size for each in track.index_entries[-LAST:]):
            raise Refused(DAMAGED)
