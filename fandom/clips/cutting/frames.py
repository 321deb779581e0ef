"""The frames of a span, each with its time: those shown at or after its first end and before its second, no other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import av.error
from av.codec.context import ThreadType
from av.video.frame import VideoFrame

from fandom.clips.cutting.film import Film, threads
from fandom.clips.cutting.reasons import DAMAGED, PAST_END, STILL, Refused

Draw = Callable[[VideoFrame], VideoFrame]

# Broadcasts have a broken packet now and then; a film of nothing else is no film.
FLAWS = 25


@dataclass(frozen=True, slots=True)
class Span:
    """In seconds of the film's own time."""

    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame as it was drawn, when it comes and when the next one takes its place."""

    frame: VideoFrame
    at: Fraction
    until: Fraction


def shown(film: Film, span: Span, draw: Draw) -> Iterator[Shown]:
    """In the order in which they are shown. Refused when there is none, or when they end before they should."""
    last: tuple[VideoFrame, Fraction] | None = None
    ended, length = span.end, Fraction(0)
    for frame, at in _rising(film, span.start):
        if at >= span.end:
            break
        if last is not None:
            yield Shown(*last, at)
        last, length = (draw(frame), at), _duration(film, frame)
        # Large ones are heavy: no second one while the next is decoded.
        del frame
    else:
        ended = _ended(film, span, last[1] + length if last else None)
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
        del frame


def decoded(film: Film, start: Fraction) -> Iterator[VideoFrame]:
    """From a key frame on that is before this time; on the way there only what is needed."""
    flaws, first = 0, film.stamp(film.video, start)
    packets = film.packets(film.video, start)
    context = film.video.codec_context
    context.thread_type = ThreadType.FRAME
    context.thread_count = threads(film.video)
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


def _ended(film: Film, span: Span, until: Fraction | None) -> Fraction:
    """When the last frame that the file has is over. Refused when that is sooner than the file said."""
    if until is None:
        raise Refused(DAMAGED if film.lasts_until(span.start) else PAST_END)
    if until < span.end and film.lasts_until(until):
        raise Refused(DAMAGED)
    return until


def _duration(film: Film, frame: VideoFrame) -> Fraction:
    if frame.duration and frame.time_base:
        return frame.duration * Fraction(frame.time_base)
    return 1 / (film.video.average_rate or Fraction(25))
