"""The clip as a file that every browser plays (H.264 and AAC), or a smaller one for many; nothing in it but these."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.codec.context import Flags, ThreadType
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from fandom.clips.cutting.drawing import FORMAT, Drawing
from fandom.clips.cutting.film import threads, unit
from fandom.clips.cutting.sound import RATE

# The ceiling is for what is mostly noise; ordinary pictures stay far below it.
X264 = {"preset": "veryfast", "crf": "23", "maxrate": "8M", "bufsize": "16M"}
# By one thread and without looking ahead: more would need more memory than a render may have. From preset 10 on frames
# of other moments are taken for one's own where much changes.
SVT = {"preset": "9", "crf": "38", "svtav1-params": "lp=1:lookahead=0:keyint=10s"}
UNSIGNED = "filter_units=remove_types=6"
# Finer than any film's own; what is finer still is rounded to it.
FINEST = 1_000_000
RATES = (Fraction(1), Fraction(120))


@dataclass(frozen=True, slots=True)
class Form:
    """Of a file, its picture and its sound. The muxer and both encoders would sign what they make."""

    name: str
    mime: str
    options: dict[str, str]
    picture: str
    sound: str
    sound_bits: int


MP4 = Form("clip.mp4", "video/mp4", {"movflags": "+faststart", "fflags": "+bitexact"}, "libx264", "aac", 128_000)
WEBM = Form("clip.webm", "video/webm", {"fflags": "+bitexact", "cues_to_front": "1"}, "libsvtav1", "libopus", 96_000)


class Clip:
    """Written under another name, and put in its place by `finish`. Stamps count from the first frame on."""

    def __init__(self, folder: Path, drawing: Drawing, track: VideoStream, form: Form = MP4) -> None:
        self._form, self._path, self._made = form, folder / form.name, folder / f".{form.name}"
        self._out = av.open(str(self._made), "w", format=self._path.suffix[1:], container_options=form.options)
        self._unit = unit(track) if unit(track).denominator <= FINEST else Fraction(1, 90_000)
        self._video = _picture(self._out, drawing, self._unit, track, form)
        self._unsigned = BitStreamFilterContext(UNSIGNED if form is MP4 else "null", self._video)
        self._lengths: dict[int, int] = {}
        self._audio: AudioStream | None = None
        self._waiting: Iterator[Packet[AudioStream]] = iter(())
        self._next: Packet[AudioStream] | None = None

    def listen(self, sound: Iterator[AudioFrame]) -> None:
        """It is taken from there as far as the picture is, so that the two lie side by side in the file."""
        self._audio = _sound(self._out, self._form)
        self._waiting = self._encoded(sound)
        self._next = next(self._waiting, None)

    def show(self, frame: VideoFrame, at: Fraction, until: Fraction) -> None:
        """In seconds since the first frame."""
        stamp = round(at / self._unit)
        frame.pict_type, frame.time_base, frame.pts = PictureType.NONE, self._unit, stamp
        self._lengths[stamp] = max(1, round(until / self._unit) - stamp)
        self._write(self._video.encode(frame))
        self._sound_until(at)

    def finish(self) -> dict[str, Any]:
        self._write(self._video.encode(None))
        self._sound_until(None)
        self._out.close()
        os.replace(self._made, self._path)
        return {
            "name": self._form.name,
            "type": self._form.mime,
            "width": self._video.width,
            "height": self._video.height,
        }

    def _write(self, packets: "list[Packet[VideoStream]]") -> None:
        for packet in packets:
            packet.duration = self._lengths.pop(packet.pts or 0, packet.duration)
            for bare in self._unsigned.filter(packet):
                bare.stream = self._video
                self._out.mux(bare)

    def _sound_until(self, at: Fraction | None) -> None:
        while self._next is not None and (at is None or (self._next.pts or 0) <= at * RATE):
            self._out.mux(self._next)
            self._next = next(self._waiting, None)

    def _encoded(self, sound: Iterator[AudioFrame]) -> "Iterator[Packet[AudioStream]]":
        if self._audio is None:
            return
        for frame in sound:
            yield from self._audio.encode(frame)
        yield from self._audio.encode(None)


def _picture(out: Any, drawing: Drawing, stamp: Fraction, like: VideoStream, form: Form) -> VideoStream:
    fluent = min(max(like.average_rate or Fraction(25), RATES[0]), RATES[1]).limit_denominator(1001)
    track: VideoStream = out.add_stream(form.picture, rate=fluent, options=SVT if form is WEBM else X264 | _order(like))
    context = track.codec_context
    context.width, context.height = drawing.size
    context.pix_fmt, context.time_base = FORMAT, stamp
    # Otherwise each thread has a slice of its own, and the picture is the worse for it.
    context.thread_count, context.thread_type = threads(like), ThreadType.FRAME
    colours = drawing.colours
    context.colorspace, context.color_trc, context.color_primaries = colours.space, colours.curve, colours.primaries
    context.color_range = 1
    return track


def _order(like: VideoStream) -> dict[str, str]:
    """Beside large frames there is no room for those that an encoder looks ahead to.

    And the length of a track is told from the order in which frames are decoded: of uneven ones that is as shown.
    """
    if threads(like) == 1:
        return {"bf": "0", "rc-lookahead": "0"}
    return {} if like.average_rate == like.base_rate else {"bf": "0"}


def _sound(out: Any, form: Form) -> AudioStream:
    track: AudioStream = out.add_stream(form.sound, rate=RATE, layout="stereo")
    track.codec_context.bit_rate = form.sound_bits
    track.codec_context.flags |= Flags.bitexact
    return track
