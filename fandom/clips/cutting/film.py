"""A film as its file gives it: its tracks, where its time begins, and its packets from a given moment on."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import floor
from pathlib import Path
from typing import Any, Self

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from fandom.clips.cutting.reasons import MAX_PIXELS, NO_VIDEO, TOO_MANY_PIXELS, UNREADABLE, Refused

# Lists of other files to play are formats too: these are not.
FORMATS = "mov,matroska,webm,mpegts,mpeg,avi,flv,ogg,asf"
OPTIONS = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
NO_PICTURE = Disposition.attached_pic | Disposition.timed_thumbnails
# What is before a moment in the file may come after it on the screen, so it is looked for further and further back.
EARLIER_S = (0, 2, 10, 60)
SMALL = 2_100_000
# How much too long they say they are though nothing of them is missing, in seconds.
NEARLY, ROUGHLY = Fraction(1, 4), Fraction(1)


class Film:
    """Open it in a `with`. Times are seconds since its `origin`, as fractions.

    `video` and `audio` are others once `packets` was asked for: a file that cannot be searched is opened anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open()
        self.origin = _origin([self.video, self.audio] if self.audio else [self.video])

    def _open(self) -> None:
        self.container = _opened(self._path)
        self.video = _picture(self.container)
        self.audio = _sound(self.container)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.container.close()

    def at(self, track: Stream, stamp: int) -> Fraction:
        return stamp * unit(track) - self.origin

    def stamp(self, track: Stream, time: Fraction) -> int:
        """Of the first that is not before this time."""
        return -floor(-(time + self.origin) / unit(track))

    @property
    def end(self) -> Fraction | None:
        """Where the picture ends, if its track says so; else, not quite as reliably, the file."""
        if self.video.duration:
            return self.at(self.video, (self.video.start_time or 0) + self.video.duration)
        if self.container.duration:
            # Some count it from their beginning, some from 0: this is not too late for either.
            return Fraction(self.container.duration, av.time_base) - max(self.origin, Fraction(0))
        return None

    def lasts_until(self, time: Fraction) -> bool:
        """Whether it says that there is more of it, and well so."""
        return self.end is not None and time + (NEARLY if self.video.duration else ROUGHLY) < self.end

    def packets(self, track: Stream, time: Fraction) -> "Iterator[Packet[Any]]":
        """From a key frame on that is shown at this time or before it; from the first where there is none."""
        wanted = self.stamp(track, time)
        for earlier in EARLIER_S:
            found = self._from(track, wanted - floor(earlier / unit(track)))
            first = next((each for each in found if each.is_keyframe and each.pts is not None), None)
            if first is not None and (first.pts or 0) <= wanted:
                return chain([first], found)
        self._open()
        return self.container.demux(self.container.streams[track.index])

    def _from(self, track: Stream, stamp: int) -> "Iterator[Packet[Any]]":
        try:
            self.container.seek(stamp, stream=track)
        except av.FFmpegError:
            return iter(())
        return self.container.demux(track)


def threads(track: VideoStream) -> int:
    """To decode it with, and to encode what comes of it: large frames are heavy, and each thread has its own."""
    return 2 if track.width * track.height <= SMALL else 1


def unit(track: Stream) -> Fraction:
    """How long one of its time stamps is, in seconds."""
    return track.time_base or Fraction(1, av.time_base)


def _opened(path: Path) -> InputContainer:
    try:
        return av.open(str(path), container_options=OPTIONS, metadata_errors="replace")
    except MemoryError:
        raise
    except (av.FFmpegError, ValueError) as error:
        raise Refused(UNREADABLE) from error


def _picture(container: InputContainer) -> VideoStream:
    tracks = [each for each in container.streams.video if not each.disposition & NO_PICTURE]
    if not tracks:
        raise Refused(NO_VIDEO)
    track = max(tracks, key=lambda each: bool(each.disposition & Disposition.default))
    if track.codec_context is None or not track.width or not track.height:
        raise Refused(UNREADABLE)
    if track.width * track.height > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    return track


def _sound(container: InputContainer) -> AudioStream | None:
    track = container.streams.best("audio")
    return track if isinstance(track, AudioStream) and track.codec_context is not None else None


def _origin(tracks: list[VideoStream | AudioStream]) -> Fraction:
    """What players call 0: the first that is seen or heard. What only primes a decoder of sound is neither."""
    starts = [(each.start_time or 0) * unit(each) for each in tracks]
    return min(starts) if starts[0] < 0 else max(Fraction(0), min(starts))
