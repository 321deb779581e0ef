"""Pictures that no honest program makes, and what is left of what was hidden in honest ones."""

import os
import signal
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from fandom.config import ROOT
from fandom.media.decoding import apart, limits
from fandom.media.decoding.__main__ import refused
from fandom.media.decoding.reasons import DAMAGED, REASONS, TOO_HEAVY, TOO_LONG, TOO_MANY_PIXELS, UNREADABLE, Refused
from tests.media.pictures import PNG_HEAD, chunk, exif, file_of, halves, picture, png, with_chunk

SECRET = b"planted-secret-4711"
JPEG_MARKERS_OF_NOTES = [bytes([0xFF, 0xE0 + number]) for number in range(1, 16)] + [b"\xff\xfe"]


def decode(data: bytes, folder: Path) -> dict[str, object]:
    """In this process; what a process of its own adds has tests of its own below."""
    path, made = folder / "original", folder / "made"
    path.write_bytes(data)
    made.mkdir(exist_ok=True)
    said = refused(path, made)
    if "refused" in said:
        raise Refused(str(said["refused"]))
    return said


def zipped() -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as found:
        found.writestr("index.html", "<script>alert(1)</script>" + SECRET.decode())
    return kept.getvalue()


def carriers() -> dict[str, bytes]:
    """Honest pictures that carry something besides."""
    place = exif(orientation=1, place=(52.0, 31.0, 12.0), description=SECRET.decode())
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    said = PngInfo()
    said.add_text("Comment", SECRET.decode())
    said.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=True)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    jpeg = file_of(halves(), "JPEG")
    return {
        "jpeg with a place": file_of(halves(), "JPEG", exif=place),
        "jpeg with xmp": file_of(halves(), "JPEG", xmp=xmp),
        "jpeg with a comment": file_of(halves(), "JPEG", comment=SECRET),
        "jpeg with a profile": file_of(halves(), "JPEG", icc_profile=profile),
        "jpeg with a page behind it": jpeg + b"<html><script>alert(1)</script>" + SECRET,
        "jpeg with an archive behind it": jpeg + zipped(),
        "png with words": file_of(halves(), pnginfo=said),
        "png with a place": file_of(halves(), exif=place),
        "png with a profile": file_of(halves(), icc_profile=profile),
        "png with a chunk of its own": with_chunk(file_of(halves()), b"prVt", SECRET),
        "png with an archive behind it": file_of(halves()) + zipped(),
        "webp with a place": file_of(halves(), "WEBP", exif=place, xmp=xmp, icc_profile=profile),
        "gif with a comment": file_of(halves(), "GIF", comment=SECRET),
        "gif with a script behind it": file_of(halves(), "GIF") + b"=1;alert(1)//" + SECRET,
    }


def notes_in(path: Path) -> list[str]:
    """What a reader of metadata would find."""
    data = path.read_bytes()
    found = [name for name in (b"Exif", b"http", b"xmp", b"ICC_PROFILE", b"prof", SECRET, b"<script") if name in data]
    if path.suffix == ".jpg":
        found += [marker for marker in JPEG_MARKERS_OF_NOTES if marker in data[: data.index(b"\xff\xda")]]
    with Image.open(path) as opened:
        found += [
            name.encode()
            for name in opened.info
            if name not in {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | PLAIN
        ]
    return [each.decode("latin-1") for each in found]


PLAIN = {"progressive", "progression", "duration", "timestamp", "loop", "dpi"}


@pytest.mark.parametrize("name", carriers())
def test_nothing_comes_out_but_pixels(tmp_path: Path, name: str) -> None:
    said = decode(carriers()[name], tmp_path)
    written = sorted((tmp_path / "made").iterdir())
    assert [path.name for path in written] == ["320.avif", "320.jpg"]
    assert {str(path.name): notes_in(path) for path in written} == {"320.avif": [], "320.jpg": []}
    assert (said["width"], said["height"]) == (80, 40)


def scans(count: int) -> bytes:
    """A progressive picture whose last scan comes again and again."""
    whole = file_of(halves((400, 300)), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * count + whole[-2:]


REFUSED = {
    "a pixel too many": (lambda: png(6025, 4000), TOO_MANY_PIXELS),
    "a bomb": (lambda: png(20_000, 20_000, raw=bytes(1_000_000)), TOO_MANY_PIXELS),
    "a gif as large as gifs can be": (
        lambda: b"GIF89a\xff\xff\xff\xff" + file_of(halves(), "GIF")[10:],
        TOO_MANY_PIXELS,
    ),
    "a webp bomb": (lambda: bytes(large_webp()), TOO_MANY_PIXELS),
    "half a png": (lambda: file_of(halves((300, 300)))[:400], DAMAGED),
    "half a jpeg": (lambda: half(file_of(Image.effect_noise((300, 300), 90), "JPEG")), DAMAGED),
    "half a webp": (lambda: half(file_of(Image.effect_noise((300, 300), 90), "WEBP")), DAMAGED),
    "half a gif": (lambda: half(file_of(Image.effect_noise((300, 300), 90), "GIF")), DAMAGED),
    "a head without a body": (lambda: PNG_HEAD, UNREADABLE),
    "a webp of nothing": (lambda: b"RIFF\x04\0\0\0WEBP", DAMAGED),
    "a webp that says too much of itself": (lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 ", DAMAGED),
    "a page that begins like a picture": (lambda: b"GIF89a/*<html>*/=1;alert(1)", None),
    "a thousand scans": (lambda: scans(1000), DAMAGED),
    "a png whose lines are short": (lambda: png(4000, 4000, raw=bytes(1000)), DAMAGED),
    "a png with a wrong sum": (lambda: bytes(broken_sum()), None),
    "words that grow": (lambda: with_chunk(png(9, 9), b"zTXt", b"a\0\0" + deflated(80_000_000)), None),
    "a profile that grows": (lambda: with_chunk(png(9, 9), b"iCCP", b"a\0\0" + deflated(80_000_000)), None),
}


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def large_webp() -> bytes:
    """Its head says 16,383 by 16,383."""
    made = bytearray(file_of(picture((16, 16)), "WEBP"))
    at = made.index(b"VP8 ") + 8
    made[at + 6 : at + 10] = b"\xff\x3f\xff\x3f"
    return bytes(made)


def broken_sum() -> bytes:
    made = bytearray(file_of(halves()))
    made[-20] ^= 0xFF
    return bytes(made)


def deflated(size: int) -> bytes:
    import zlib

    return zlib.compress(bytes(size), 9)


def refusal_of(data: bytes, folder: Path) -> Refused | None:
    try:
        decode(data, folder)
    except Refused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("name", [name for name, (_, code) in REFUSED.items() if code])
def test_what_is_wrong_is_refused_in_words(tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    refusal = refusal_of(make(), tmp_path)
    assert refusal is not None
    assert (refusal.code, refusal.sentence) == (code, REASONS[str(code)])


@pytest.mark.parametrize("name", [name for name, (_, code) in REFUSED.items() if not code])
def test_what_is_odd_is_drawn_or_refused(tmp_path: Path, name: str) -> None:
    refusal = refusal_of(REFUSED[name][0](), tmp_path)
    assert refusal is None or refusal.code in {DAMAGED, UNREADABLE}


@pytest.mark.filterwarnings("ignore:Invalid APNG")
@pytest.mark.parametrize("animated", ["acTL", "fcTL"])
def test_a_png_that_lies_about_moving_does_no_harm(tmp_path: Path, animated: str) -> None:
    refusal = refusal_of(with_chunk(file_of(halves()), animated.encode(), b"\xff" * 8), tmp_path)
    assert refusal is None or refusal.code == DAMAGED


def test_the_largest_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "original").write_bytes(png(6000, 4000))
    made = apart.decode(tmp_path / "original", tmp_path)
    assert (made["width"], made["height"]) == (6000, 4000)


def script(folder: Path, body: str) -> list[str]:
    path = folder / "hungry.py"
    path.write_text(
        "import sys; sys.path.insert(0, '.')\nfrom fandom.media.decoding import limits\nlimits.confine()\n" + body
    )
    return [apart.COMMAND[0], str(path)]


def test_memory_is_really_bounded(tmp_path: Path) -> None:
    hungry = script(tmp_path, "try: x = bytearray(300_000_000)\nexcept MemoryError: print('bounded')")
    done = subprocess.run(hungry, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout == "bounded\n", done.stderr


def test_what_computes_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = script(tmp_path, "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 8))\nwhile True: pass")
    monkeypatch.setattr(apart, "COMMAND", endless)
    with pytest.raises(Refused) as refusal:
        apart.decode(tmp_path / "original", tmp_path)
    assert refusal.value.code == TOO_LONG


def test_what_waits_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, "import signal; signal.pause()"))
    monkeypatch.setattr(apart, "WAIT_S", 0.2)
    with pytest.raises(Refused) as refusal:
        apart.decode(tmp_path / "original", tmp_path)
    assert refusal.value.code == TOO_LONG


def test_what_is_ended_from_outside_is_not_the_pictures_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, "import os; os.kill(os.getpid(), 9)"))
    with pytest.raises(apart.Stopped):
        apart.decode(tmp_path / "original", tmp_path)


def test_what_crashes_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "COMMAND", script(tmp_path, f"import os; os.kill(os.getpid(), {int(signal.SIGSEGV)})"))
    with pytest.raises(Refused) as refusal:
        apart.decode(tmp_path / "original", tmp_path)
    assert refusal.value.code == DAMAGED


def test_our_secrets_are_not_in_its_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANDOM_SECRET", SECRET.decode())
    monkeypatch.setattr(
        apart, "COMMAND", script(tmp_path, "import os, json; print(json.dumps({'said': sorted(os.environ)}))")
    )
    said = apart.decode(tmp_path / "original", tmp_path)
    assert "FANDOM_SECRET" not in str(said)
    assert os.environ["FANDOM_SECRET"]


def test_every_refusal_has_its_sentence() -> None:
    assert set(REASONS) == {TOO_MANY_PIXELS, DAMAGED, UNREADABLE, TOO_LONG, TOO_HEAVY}
    assert limits.MEMORY < 256 * 1024 * 1024
    assert chunk(b"IEND", b"")[4:8] == b"IEND"
