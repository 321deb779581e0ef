"""Honest pictures of every sort, as they come out."""

from pathlib import Path

import pytest
from PIL import Image, ImageCms

from fandom.media.decoding import encoding, raster, webp
from fandom.media.decoding.__main__ import main
from fandom.media.decoding.sizes import fitted, upright
from tests.media.pictures import exif, file_of, halves, picture, png

RED, BLUE = (255, 0, 0), (0, 0, 255)


class Made:
    """What came of a file."""

    def __init__(self, data: bytes, folder: Path) -> None:
        path = folder / "original"
        path.write_bytes(data)
        self.said = main(path, folder)
        self.folder = folder

    @property
    def size(self) -> tuple[object, object]:
        return self.said["width"], self.said["height"]

    def opened(self, name: str = "320.jpg") -> Image.Image:
        with Image.open(self.folder / name) as found:
            found.load()
            return found

    def pixel(self, x: int, y: int) -> tuple[int, ...]:
        found = self.opened().getpixel((x, y))
        assert isinstance(found, tuple)
        return found


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_kind_comes_out_as_it_went_in(tmp_path: Path, kind: str) -> None:
    made = Made(file_of(halves(), kind), tmp_path)
    assert made.size == (80, 40)
    assert near(made.pixel(10, 20), RED)
    assert near(made.pixel(70, 20), BLUE)


@pytest.mark.parametrize(
    ("orientation", "red_at"), [(1, (10, 20)), (2, (70, 20)), (3, (70, 20)), (6, (20, 10)), (8, (20, 70))]
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_it_is_turned_the_right_way_up(tmp_path: Path, kind: str, orientation: int, red_at: tuple[int, int]) -> None:
    made = Made(file_of(halves(), kind, exif=exif(orientation=orientation)), tmp_path)
    assert made.size == ((40, 80) if orientation in {6, 8} else (80, 40))
    assert made.opened().size == made.size
    assert near(made.pixel(*red_at), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_png(tmp_path: Path, mode: str) -> None:
    white = Image.new("I;16", (30, 20), 65535) if mode == "I;16" else Image.new("L", (30, 20), 255).convert(mode)
    assert near(Made(file_of(white), tmp_path).pixel(5, 5), (255, 255, 255))


def test_sixteen_bits_a_channel(tmp_path: Path) -> None:
    line = b"\0" + b"\x80\x00\xff\xff\x00\x00" * 30
    assert near(Made(png(30, 20, depth=16, raw=line * 20), tmp_path).pixel(5, 5), (128, 255, 0), by=16)


def test_ink_becomes_light(tmp_path: Path) -> None:
    ink = picture((30, 20), (0, 255, 255, 0), "CMYK")
    assert near(Made(file_of(ink, "JPEG"), tmp_path).pixel(5, 5), RED, by=40)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_shows_white(tmp_path: Path, kind: str) -> None:
    clear = picture((40, 20), (255, 0, 0, 0), "RGBA")
    clear.paste((0, 0, 255, 255), (0, 0, 20, 20))
    made = Made(file_of(clear, kind, **({"lossless": True} if kind == "WEBP" else {})), tmp_path)
    assert near(made.pixel(5, 10), BLUE)
    assert near(made.pixel(35, 10), (255, 255, 255))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_frame_is_shown(tmp_path: Path, kind: str) -> None:
    moving = file_of(picture((40, 30), RED), kind, save_all=True, append_images=[picture((40, 30), BLUE)])
    made = Made(moving, tmp_path)
    assert made.size == (40, 30)
    assert near(made.pixel(20, 15), RED)


def test_colours_mean_what_its_profile_says(tmp_path: Path) -> None:
    """LAB cannot be the profile of an RGB picture, whose colours are then taken as they are; sRGB changes nothing."""
    for profile in (ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")):
        kept = ImageCms.ImageCmsProfile(profile).tobytes()
        assert near(Made(file_of(halves(), "JPEG", icc_profile=kept), tmp_path).pixel(10, 20), RED)


def test_large_ones_come_in_three_widths_small_ones_in_one(tmp_path: Path) -> None:
    large = Made(file_of(picture((2000, 1000))), tmp_path)
    sizes = {name: large.opened(name).size for name in ("320.jpg", "640.avif", "1280.jpg")}
    assert sizes == {"320.jpg": (320, 160), "640.avif": (640, 320), "1280.jpg": (1280, 640)}
    small = Made(file_of(picture((100, 50))), tmp_path)
    assert [each["name"] for each in small.said["variants"]] == ["320.avif", "320.jpg"]  # type: ignore[union-attr]
    assert small.opened().size == (100, 50)


def test_a_long_strip_stays_in_its_box(tmp_path: Path) -> None:
    made = Made(file_of(picture((60, 6000))), tmp_path)
    assert made.size == (60, 6000)
    assert made.opened("1280.jpg").size == (19, 1920)


def test_its_colour_is_the_one_that_most_of_it_has() -> None:
    mostly = picture((100, 100), (10, 120, 60))
    mostly.paste((255, 255, 255), (0, 0, 100, 30))
    assert encoding.colour_of(mostly) == "#0a783c"


@pytest.mark.parametrize(
    ("size", "box", "fits"),
    [((100, 50), (320, 480), (100, 50)), ((640, 320), (320, 480), (320, 160)), ((9000, 1), (320, 480), (320, 1))],
)
def test_fitting(size: tuple[int, int], box: tuple[int, int], fits: tuple[int, int]) -> None:
    assert fitted(size, box) == fits
    assert upright(fits, 1) == fits
    assert upright(fits, 6) == fits[::-1]


def test_bands_join_without_a_seam(tmp_path: Path) -> None:
    """Larger than its box by more than a whole factor, and of a height that no band divides."""
    slope = Image.linear_gradient("L").resize((900, 1511)).convert("RGB")
    path = tmp_path / "slope.png"
    path.write_bytes(file_of(slope))
    found = raster.draw(path, (300, 600)).picture
    wanted = slope.resize(found.size, Image.Resampling.BOX)
    assert found.size == (300, 504)
    for y in range(0, 504, 7):
        assert near(found.getpixel((150, y)), wanted.getpixel((150, y)), by=4)  # type: ignore[arg-type]


def test_a_webp_is_scaled_as_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    path.write_bytes(file_of(halves((800, 400)), "WEBP", lossless=True))
    drawn = webp.draw(path, (200, 300))
    assert (drawn.picture.size, drawn.size) == ((200, 100), (800, 400))
