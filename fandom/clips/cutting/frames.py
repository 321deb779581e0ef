"""The frames of a span, each with its time: those shown at or after its first end and before its second, no other."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av.error
from av.codec.context import ThreadType
from av.video.frame import VideoFrame

from fandom.clips.cutting.film import Film
from fandom.clips.cutting.reasons import DAMAGED, PAST_END, STILL, Refused

# Broadcasts have a broken packet now and then; a film of nothing else is no film.
FLAWS = 25
# Large frames are heavy, and each thread has some of its own.
SMALL = 2_100_000


@dataclass(frozen=True, slots=True)
class Span:
    """In seconds of the film's own time."""

    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame, when it comes and when the next one takes its place."""

    frame: VideoFrame
    at: Fraction
    until: Fraction


def shown(film: Film, span: Span) -> Iterator[Shown]:
    """In the order in which they are shown. Refused when there is none, or when they end before they should."""
    last: tuple[VideoFrame, Fraction] | None = None
    ended = span.end
    for frame, at in _rising(film, span.start):
        if at >= span.end:
            break
        if last is not None:
            yield Shown(*last, at)
        last = frame, at
    else:
        ended = _ended(film, span, last)
    if last is None:
        raise Refused(STILL)
    yield Shown(*last, min(ended, span.end))


def _rising(film: Film, start: Fraction) -> Iterator[tuple[VideoFrame, Fraction]]:
    """From this time on, each later than the one before it."""
    first = film.stamp(film.video, start)
    before = first - 1
    for frame in decoded(film, start):
        stamp = frame.pts if frame.pts is not None else frame.dts
        if stamp is not None and stamp > before:
            before = stamp
            yield frame, film.at(film.video, stamp)


def decoded(film: Film, start: Fraction) -> Iterator[VideoFrame]:
    """From a key frame on that is before this time; on the way there only what is needed."""
    flaws, first = 0, film.stamp(film.video, start)
    packets = film.packets(film.video, start)
    context = film.video.codec_context
    context.thread_type = ThreadType.FRAME
    context.thread_count = 2 if film.video.width * film.video.height <= SMALL else 1
    for packet in packets:
        if context.name == "h264":
            # What nothing refers to and nobody will see need not be decoded.
            context.skip_frame = "NONREF" if packet.pts is not None and packet.pts < first else "DEFAULT"
        try:
            # What is only the beginning of a frame would be filled up with guesses.
            yield from [] if packet.is_corrupt else context.decode(packet)
        except av.error.InvalidDataError as error:
            flaws += 1
            if flaws > FLAWS:
                raise Refused(DAMAGED) from error


def _ended(film: Film, span: Span, last: tuple[VideoFrame, Fraction] | None) -> Fraction:
    """When the last frame that the file has is over. Refused when that is sooner than the file said."""
    if last is None:
        raise Refused(DAMAGED if film.lasts_until(span.start) else PAST_END)
    until = last[1] + _duration(film, last[0])
    if until < span.end and film.lasts_until(until):
        raise Refused(DAMAGED)
    return until


def _duration(film: Film, frame: VideoFrame) -> Fraction:
    if frame.duration and frame.time_base:
        return frame.duration * Fraction(frame.time_base)
    return 1 / (film.video.average_rate or Fraction(25))
