"""Words of subtitles, whoever wrote them: read, bounded, and nothing but words."""

import random
import time

import pytest

from fandom.clips.cutting import captions
from fandom.clips.cutting.captions import Cue, of_file, of_packet, webvtt, words


def test_subrip() -> None:
    said = (
        "\ufeff1\r\n00:00:01,5 --> 00:00:02,000 X1:3\r\nOne\r\nTwo\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\nThree"
    )
    assert of_file(said.encode()) == [Cue(1500, 2000, "One\nTwo"), Cue(3_600_000, 3_601_000, "Three\n")]


def test_webvtt_is_read_too() -> None:
    said = (
        b"WEBVTT - x\n\nSTYLE\n::cue { color: red }\n\nNOTE\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Bo>Hi</v>\n"
    )
    assert webvtt(of_file(said)) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("<b>Bold</b> & <script>alert(1)</script>", "Bold &amp; alert(1)"),
        ("{\\an8}Up {\\i1}here", "Up here"),
        ("a --> b", "a --&gt; b"),
        ("a < b > c", "a c"),
        ("<<<x", "&lt;&lt;&lt;x"),
        ("one\n\n\ntwo", "one\ntwo"),
        ("\x00\x1b[31mred\x7f", "[31mred"),
        ("\ud800lone", "lone"),
        ("   ", ""),
        ("x" * 1000, "x" * 300),
        ("\n".join("abcdefgh"), "\n".join("abcdef")),
    ],
)
def test_words_are_nothing_but_words(said: str, read: str) -> None:
    assert words(said) == read


def test_each_stands_in_its_order_and_has_a_length() -> None:
    cues = [Cue(5, 3, "back"), Cue(900, 1000, "b"), Cue(100, 200, "a"), Cue(0, 10**12, "for ever"), Cue(-5, 9, "early")]
    assert webvtt(cues) == "WEBVTT\n\n00:00:00.100 --> 00:00:00.200\na\n\n00:00:00.900 --> 00:00:01.000\nb\n"


@pytest.mark.parametrize("said", [b"", b"no times", b"\xff\xfe\x00", b"00:00:01,000 --> nonsense\nx", b"\x00" * 1000])
def test_what_is_none_says_nothing(said: bytes) -> None:
    assert webvtt(of_file(said)) == "WEBVTT\n"


def test_old_codes() -> None:
    assert of_file("00:00:01,000 --> 00:00:02,000\nGrüße".encode("cp1252"))[0].text == "Grüße\n"
    assert of_file(b"00:00:01,000 --> 00:00:02,000\n\x81\x9d")[0].text.strip("\x81\x9d\n") == ""


@pytest.mark.parametrize(
    ("codec", "packet", "said"),
    [
        ("subrip", b"Hi", "Hi"),
        ("ass", b"0,0,Default,,0,0,0,,Hi, \\Nyou", "Hi, \nyou"),
        ("ass", b"0,0,Default,,0,0,0,,{\\p1}m 0 0 l 1 1", ""),
        ("ass", b"short", "short"),
        ("mov_text", b"\x00\x02Hi\x00\x00\x00\x10styl", "Hi"),
        ("mov_text", b"\xff\xffHi", "Hi"),
        ("mov_text", b"", ""),
        ("webvtt", b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_packets(codec: str, packet: bytes, said: str) -> None:
    read = of_packet(codec)
    assert read is not None
    assert read(packet) == said


def test_pictures_of_words_are_left_out() -> None:
    assert of_packet("hdmv_pgs_subtitle") is None
    assert of_packet("dvd_subtitle") is None


def test_garbage_is_harmless_and_soon_done() -> None:
    chance = random.Random(7)
    parts = [
        "00:00:01,000 --> 00:00:02,000",
        "<",
        ">",
        "{\\",
        "}",
        "\n",
        "\n\n",
        "-->",
        "\x00",
        "é",
        "1",
        " " * 50,
        "<" * 500,
    ]
    began = time.process_time()
    for _ in range(200):
        said = "".join(chance.choice(parts) for _ in range(400)).encode()
        text = webvtt(of_file(said))
        blocks = text.split("\n\n")
        assert blocks[0].strip() == "WEBVTT"
        assert all(block.count("-->") == 1 and "<" not in block for block in blocks[1:])
    assert time.process_time() - began < 20


@pytest.mark.parametrize("unit", ["<", "{\\", "00:00:01,000 --> ", "1\n", "00:00:01,000 --> 00:00:02,000\n", " ", "<a"])
def test_two_megabytes_of_one_thing(unit: str) -> None:
    began = time.process_time()
    text = webvtt(of_file((unit * (2_000_000 // len(unit))).encode()))
    assert time.process_time() - began < 10
    assert len(text) < 20_000_000
    assert text.count("-->") <= captions.MOST_CUES
