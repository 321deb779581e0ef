"""A clip looks as the film does: upright, in its proportions and colours, small enough, in eight bits."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from av.filter import Graph
from av.video.format import VideoFormat
from PIL import Image

from fandom.clips.cutting.drawing import Drawing
from tests.clips.cutting.conftest import Cut, Made
from tests.support import films
from tests.support.films import Recipe

BT709, PQ, BT2020, NCL = 1, 16, 9, 9
Colour = tuple[int, int, int]


def near(found: object, wanted: Colour, by: int = 12) -> bool:
    return isinstance(found, tuple) and all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


def size_of(made: Made) -> tuple[int, int]:
    with av.open(str(made.clip)) as source:
        return source.streams.video[0].width, source.streams.video[0].height


@pytest.mark.parametrize("turned", [90, 180, -90])
@pytest.mark.parametrize("mirrored", [False, True])
def test_it_is_upright(tmp_path: Path, cut: Cut, turned: int, mirrored: bool) -> None:
    """As another reader of the same note would turn it."""
    film = films.film(tmp_path / "turned.mp4", Recipe(5, size=(96, 64), turned=turned, mirrored=mirrored, sound=""))
    made = cut(film, 0, 200)
    lying = Image.new("RGB", (4, 3))
    lying.putdata([(bit, bit, bit) for bit in range(12)])
    upright = lying.rotate(turned, expand=True)
    upright = upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else upright
    # Of the fifth frame, whose number is 4, one block is white.
    shown = films.pictures(made.clip)[4][1].convert("L")
    found = [
        upright.getpixel((column, row))[0]  # type: ignore[index]
        for row in range(upright.height)
        for column in range(upright.width)
        if shown.getpixel((_middle(column, shown.width, upright.width), _middle(row, shown.height, upright.height)))
        > 126  # type: ignore[operator]
    ]
    assert found == [2]
    assert size_of(made) == ((96, 64) if turned == 180 else (64, 96))
    with Image.open(made.folder / "320.jpg") as poster:
        assert poster.size == size_of(made)


def _middle(at: int, length: int, parts: int) -> int:
    return (2 * at + 1) * length // (2 * parts)


@pytest.mark.parametrize(
    ("name", "size"), [("plain.mp4", (160, 96)), ("odd.mp4", (160, 96)), ("turned.mp4", (96, 160))]
)
def test_sizes_are_even(reel: Callable[[str], Path], cut: Cut, name: str, size: tuple[int, int]) -> None:
    made = cut(reel(name), 0, 200)
    assert size_of(made) == size
    assert (made.said[0]["poster"]["width"], made.said[0]["poster"]["height"]) == size  # type: ignore[index]


def test_large_ones_become_smaller(tmp_path: Path, cut: Cut) -> None:
    film = films.film(tmp_path / "large.mp4", Recipe(3, size=(1920, 800), sound=""))
    made = cut(film, 0, 120)
    assert size_of(made) == (1280, 532)
    assert made.numbers == [0, 1, 2]
    for poster, ending in ((made.quick, "jpg"), (made.said[0]["poster"], "avif")):
        assert [each["name"] for each in poster["variants"]] == [f"{width}.{ending}" for width in (320, 640, 1280)]
    with Image.open(made.folder / "preview.avif") as preview:
        assert preview.width == 320


@pytest.mark.parametrize("name", ["deep.mp4", "odd.mp4", "plain.mp4"])
def test_eight_bits_that_every_browser_shows(reel: Callable[[str], Path], cut: Cut, name: str) -> None:
    with av.open(str(cut(reel(name), 0, 200).clip)) as source:
        context = source.streams.video[0].codec_context
        assert (context.name, context.pix_fmt, context.color_range) == ("h264", "yuv420p", 1)


def flat(path: Path, colour: Colour, recipe: Recipe) -> Path:
    """A film of one colour, in the matrix that is told of it."""
    with av.open(str(path), "w") as out:
        track = out.add_stream("libx264", rate=25, options={"crf": "4"})
        track.width, track.height = recipe.size
        track.pix_fmt = recipe.format
        for name, value in recipe.tags.items():
            setattr(track.codec_context, name, value)
        for number in range(3):
            frame = films.of(Image.new("RGB", recipe.size, colour))
            said = recipe.tags.get("colorspace", 2)
            matrix = {1: "ITU709", 9: "BT2020"}.get(said, "ITU601")
            frame = frame.reformat(format=recipe.format, dst_colorspace=matrix, dst_color_range="MPEG")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return path


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(size=(160, 96)),
        Recipe(size=(160, 96), tags={"colorspace": BT709}),
        Recipe(size=(1280, 720), tags={"colorspace": BT709}),
        Recipe(size=(1600, 900), tags={"colorspace": BT709}),
        Recipe(size=(160, 96), tags={"colorspace": 5}),
    ],
)
def test_colours_stay(tmp_path: Path, cut: Cut, recipe: Recipe) -> None:
    """In the poster, in the preview, and in the clip as it tells how it is to be read."""
    colour = (200, 40, 90)
    made = cut(flat(tmp_path / "flat.mp4", colour, recipe), 0, 120)
    for name in ("320.jpg", "320.avif", "preview.avif"):
        with Image.open(made.folder / name) as opened:
            assert near(opened.convert("RGB").getpixel((20, 20)), colour), name
    with av.open(str(made.clip)) as source:
        frame = next(source.decode(video=0))
        space = frame.colorspace
        assert space == (1 if recipe.tags.get("colorspace") == BT709 else 6)
        read = frame.reformat(
            format="rgb24", src_colorspace="ITU709" if space == 1 else "ITU601", dst_color_range="JPEG"
        )
        assert near(tuple(bytes(read.planes[0])[:3]), colour)


@pytest.mark.long
def test_what_is_brighter_than_a_screen_is_brought_back(tmp_path: Path, cut: Cut) -> None:
    """HDR that is only said to be ordinary looks grey: half of its range is for lamps and the sun."""
    tags = {"colorspace": NCL, "color_trc": PQ, "color_primaries": BT2020}
    made = cut(flat(tmp_path / "hdr.mp4", (128, 128, 128), Recipe(format="yuv420p10le", tags=tags)), 0, 120)
    with av.open(str(made.clip)) as source:
        context = source.streams.video[0].codec_context
        assert (context.color_trc, context.color_primaries, context.colorspace) == (1, 1, 1)
    with Image.open(made.folder / "320.jpg") as poster:
        grey = poster.getpixel((20, 20))
    # Half of PQ's code range is about 92 candela, a little less than the white of an ordinary screen.
    assert isinstance(grey, tuple)
    assert 150 < grey[1] < 250


def test_pixels_that_are_not_square_become_so(tmp_path: Path, cut: Cut) -> None:
    film = films.film(tmp_path / "wide.mp4", Recipe(3, size=(160, 96), sound="", pixel=Fraction(4, 3)))
    made = cut(film, 0, 120)
    assert size_of(made) == (212, 96)
    assert made.numbers == [0, 1, 2]


def test_what_needs_nothing_is_left_alone(reel: Callable[[str], Path]) -> None:
    with av.open(str(reel("plain.mp4"))) as source:
        frame = next(source.decode(video=0))
        assert Drawing(source.streams.video[0]).draw(frame) is frame


def combed(frame_of: int) -> av.VideoFrame:
    """Two half pictures: the upper lines white and the lower ones black, or the other way round."""
    lines = Image.new("L", (1, 96))
    lines.putdata([230 if (at + frame_of) % 2 == 0 else 20 for at in range(96)])
    return films.of(lines.resize((160, 96), Image.Resampling.NEAREST).convert("RGB")).reformat(format="yuv420p")


def tagging(says_so: bool) -> Graph:
    """What it passes on says of itself whether it is of two halves."""
    graph = Graph()
    begin = graph.add_buffer(width=160, height=96, format=VideoFormat("yuv420p"), time_base=Fraction(1, 25))
    end = graph.add("buffersink")
    graph.link_nodes(begin, graph.add("setfield", "tff" if says_so else "prog"), end).configure()
    return graph


def woven(path: Path, *, says_so: bool) -> Path:
    options = {"flags": "+ildct+ilme"} if says_so else {}
    weave = tagging(says_so)
    with av.open(str(path), "w") as out:
        video: Any = out.add_stream("mpeg2video", rate=25, options=options | {"qscale": "1"})
        video.width, video.height, video.pix_fmt, video.bit_rate = 160, 96, "yuv420p", 8_000_000
        for number in range(10):
            weave.push(combed(0))
            frame = weave.vpull()
            frame.pts, frame.time_base = number, Fraction(1, 25)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return path


def test_half_pictures_do_not_look_like_a_comb(tmp_path: Path, cut: Cut) -> None:
    made = cut(woven(tmp_path / "woven.ts", says_so=True), 0, 200)
    assert size_of(made) == (160, 96)
    for _, each in films.pictures(made.clip):
        low, high = each.convert("L").crop((8, 8, 152, 88)).getextrema()
        assert high - low < 40, "all lines are of one half"
    assert len(films.pictures(made.clip)) == 5


def test_what_is_whole_keeps_all_its_lines(tmp_path: Path, cut: Cut) -> None:
    made = cut(woven(tmp_path / "whole.ts", says_so=False), 0, 200)
    low, high = films.pictures(made.clip)[0][1].convert("L").crop((8, 8, 152, 88)).getextrema()
    assert high - low > 100
