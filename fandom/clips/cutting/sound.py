"""The sound of a span, to the sample: 48,000 a second in stereo; silence where the film has none."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

import av.error
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.filter import Graph

from fandom.clips.cutting.film import Film
from fandom.clips.cutting.frames import Span

RATE = 48_000
UNIT = Fraction(1, RATE)
# What a decoder needs to hear before it sounds as it should.
EARLY = Fraction(1, 5)
# Less than one of ours, so that it begins to the sample; later on only holes are filled, nothing is stretched.
EXACT = "async=1:min_comp=0.00001:first_pts=0"


def heard(film: Film, span: Span) -> Iterator[AudioFrame]:
    """Frames whose stamps count samples since the span's start; all in all exactly as many as the span is long."""
    done = 0
    for frame in _trimmed(_within(film, span), round((span.end - span.start) * RATE)):
        # Silence that is added at the end has no stamps.
        frame.time_base, frame.pts = UNIT, done
        done += frame.samples
        yield frame


def _trimmed(frames: Iterator[AudioFrame], samples: int) -> Iterator[AudioFrame]:
    first = next(frames, None)
    graph = _trimming(first, samples)
    for frame in chain([first] if first else [], frames):
        if _alike(frame, first):
            graph.push(frame)
            yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _trimming(like: AudioFrame | None, samples: int) -> Graph:
    graph = Graph()
    graph.threads = 1
    form = (like.sample_rate, like.format, like.layout) if like else (RATE, "fltp", "stereo")
    steps = [
        graph.add_abuffer(sample_rate=form[0], format=form[1], layout=form[2], time_base=UNIT),
        graph.add("aresample", f"{RATE}:{EXACT}"),
        graph.add("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts=stereo"),
        graph.add("apad", f"whole_len={samples}"),
        graph.add("atrim", f"end_sample={samples}"),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(*steps).configure()
    return graph


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame


def _alike(frame: AudioFrame, first: AudioFrame | None) -> bool:
    """What changes its form in the middle of a film is left out."""
    return first is not None and _form(frame) == _form(first)


def _form(frame: AudioFrame) -> tuple[object, ...]:
    return frame.sample_rate, frame.format.name, frame.layout.name


def _within(film: Film, span: Span) -> Iterator[AudioFrame]:
    for frame in _decoded(film, span):
        stamp = frame.pts if frame.pts is not None else frame.dts
        if stamp is None or film.audio is None:
            continue
        at = film.at(film.audio, stamp)
        if at >= span.end:
            return
        frame.time_base, frame.pts = UNIT, round((at - span.start) * RATE)
        yield frame


def _decoded(film: Film, span: Span) -> Iterator[AudioFrame]:
    """What cannot be decoded is not heard; a clip is no worse for it than the film."""
    if film.audio is None:
        return
    for packet in film.packets(film.audio, span.start - EARLY):
        try:
            yield from _track(film).codec_context.decode(packet)
        except av.error.InvalidDataError:
            continue


def _track(film: Film) -> AudioStream:
    if film.audio is None:
        raise LookupError("This film has no sound.")
    return film.audio
