"""Frames as they are shown: small enough, upright, in eight bits, in the colours of an ordinary screen."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from av.filter import Graph
from av.sidedata.sidedata import SideData, Type
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from fandom.clips.cutting.film import unit
from fandom.clips.cutting.shape import Size, Turn, fitted, natural, turn_of

FORMAT = "yuv420p"
# Curves and colours that an ordinary screen does not have.
BRIGHT = frozenset({ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67})
WIDE = frozenset({ColorPrimaries.BT2020, ColorPrimaries.SMPTE431, ColorPrimaries.SMPTE432})
# As in the standards of digital television: what says nothing of its colours is meant so from this size on.
HD_LINES, HD_WIDTH = 720, 1280
QUARTERS = {1: "clock", 2: "", 3: "cclock"}


@dataclass(frozen=True, slots=True)
class Colours:
    """What is said of them in the clip; `space` is in the numbers of the standard, `scaled` in the scaler's own."""

    space: int
    scaled: Colorspace
    curve: ColorTrc
    primaries: ColorPrimaries


HD = Colours(1, Colorspace.ITU709, ColorTrc.BT709, ColorPrimaries.BT709)
SD = Colours(6, Colorspace.SMPTE170M, ColorTrc.SMPTE170M, ColorPrimaries.SMPTE170M)
# Of what frames say of themselves: one name of two for the same thing, one of HD's, and nothing.
PAL, HD_SPACES, UNSAID = 5, frozenset({1, 9, 10}), 2


class Drawing:
    """The first frame tells how; the others become as large as it, however large they are."""

    def __init__(self, track: VideoStream) -> None:
        self._pixel, self._unit = track.sample_aspect_ratio, unit(track)
        self.size: Size = (0, 0)
        self.turn, self.colours = Turn(), SD
        self._scale, self._smaller = VideoReformatter(), VideoReformatter()
        self._field: tuple[tuple[object, ...], Graph] | None = None
        self._turned: Graph | None = None

    def _begin(self, first: VideoFrame) -> None:
        self.turn, self.colours = turn(first), _colours(first)
        self.size = fitted(natural((first.width, first.height), self._pixel, self.turn))

    def draw(self, frame: VideoFrame) -> VideoFrame:
        if not any(self.size):
            self._begin(frame)
        small = self._scaled(self._whole(frame))
        if self.turn != Turn():
            small = self._upright(small)
        small.colorspace, small.color_range = self.colours.space, ColorRange.MPEG
        return small

    def _scaled(self, frame: VideoFrame) -> VideoFrame:
        width, height = self.size[::-1] if self.turn.sideways else self.size
        strange = frame.color_trc in BRIGHT or frame.color_primaries in WIDE
        if strange:
            frame = self._made_small(frame, width, height)
        if frame.colorspace in {UNSAID, PAL}:
            frame.colorspace = self.colours.space
        if frame.format.name == FORMAT and not frame.color_range:
            frame.color_range = ColorRange.MPEG
        return self._scale.reformat(
            frame,
            width,
            height,
            FORMAT,
            dst_colorspace=self.colours.scaled,
            interpolation=Interpolation.BICUBIC,
            dst_color_range=ColorRange.MPEG,
            dst_color_trc=ColorTrc.BT709 if strange else None,
            dst_color_primaries=ColorPrimaries.BT709 if strange else None,
            threads=1,
        )

    def _made_small(self, frame: VideoFrame, width: int, height: int) -> VideoFrame:
        """In its own colours: what is dear about other ones is then done to few pixels."""
        said = frame.color_trc, frame.color_primaries, frame.colorspace, frame.color_range
        small = self._smaller.reformat(frame, width, height, interpolation=Interpolation.BICUBIC, threads=1)
        small.color_trc, small.color_primaries, small.colorspace, small.color_range = said
        return small

    def _whole(self, frame: VideoFrame) -> VideoFrame:
        """Of two half pictures that were taken one after the other the first, so that nothing looks like a comb. It is
        not mixed with those around it: the one that follows may be past the end.
        """
        if not frame.interlaced_frame:
            return frame
        form = (frame.width, frame.height, frame.format.name)
        if self._field is None or self._field[0] != form:
            self._field = form, self._halving(frame)
        self._field[1].push(frame)
        half = self._field[1].vpull()
        half.color_trc, half.color_primaries = frame.color_trc, frame.color_primaries
        return half

    def _halving(self, like: VideoFrame) -> Graph:
        graph = Graph()
        graph.threads = 1
        begin = graph.add_buffer(width=like.width, height=like.height, format=like.format, time_base=self._unit)
        graph.link_nodes(begin, graph.add("field", "type=top"), graph.add("buffersink")).configure()
        return graph

    def _upright(self, frame: VideoFrame) -> VideoFrame:
        if self._turned is None:
            self._turned = self._turning((frame.width, frame.height))
        self._turned.push(frame)
        return self._turned.vpull()

    def _turning(self, size: Size) -> Graph:
        graph = Graph()
        graph.threads = 1
        steps = [graph.add_buffer(width=size[0], height=size[1], format=VideoFormat(FORMAT), time_base=self._unit)]
        if self.turn.mirrored:
            steps.append(graph.add("hflip"))
        if self.turn.quarters == 2:
            steps += [graph.add("hflip"), graph.add("vflip")]
        elif self.turn.quarters:
            steps.append(graph.add("transpose", QUARTERS[self.turn.quarters]))
        graph.link_nodes(*steps, graph.add("buffersink")).configure()
        return graph


def turn(frame: VideoFrame) -> Turn:
    # Its type says that it is a mapping of names, which it is not when gone through.
    for noted in cast("Iterable[SideData]", frame.side_data):
        if noted.type == Type.DISPLAYMATRIX:
            return turn_of(struct.unpack("=9i", bytes(noted)[:36]))
    return Turn()


def _colours(frame: VideoFrame) -> Colours:
    if frame.colorspace == UNSAID:
        return HD if frame.height >= HD_LINES or frame.width >= HD_WIDTH else SD
    return HD if frame.colorspace in HD_SPACES else SD
