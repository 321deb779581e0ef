"""What browsers play, and what the languages of subtitles are called."""

from typing import Any

import pytest

from fandom.clips.playing.formats import format_of
from fandom.clips.playing.languages import label_of, language_of

MOV, MKV = "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"


def tracks(container: str, video: str, sound: str = "", pixels: str = "yuv420p") -> dict[str, Any]:
    return {"container": container, "video": video, "sound": sound, "pixels": pixels}


@pytest.mark.parametrize(
    ("path", "said", "ending", "playable"),
    [
        ("/a.mp4", tracks(MOV, "h264", "aac"), "mp4", True),
        ("/a.MOV", tracks(MOV, "h264"), "mp4", True),
        ("/a.mp4", tracks(MOV, "av1", "opus", "yuv420p10le"), "mp4", True),
        ("/a.mp4", tracks(MOV, "h264", "aac", "yuv420p10le"), "mp4", False),
        ("/a.mp4", tracks(MOV, "hevc", "aac"), "mp4", False),
        ("/a.mp4", tracks(MOV, "h264", "ac3"), "mp4", False),
        ("/a.webm", tracks(MKV, "vp9", "opus"), "webm", True),
        ("/a.webm", tracks(MKV, "h264", "aac"), "webm", False),
        ("/a.mkv", tracks(MKV, "vp9", "opus"), "mkv", False),
        ("/a.avi", tracks("avi", "mpeg4", "mp3"), "avi", False),
        ("/a.ts", tracks("mpegts", "h264", "aac"), "ts", False),
        ("/a", tracks("new", "h264"), "bin", False),
        ("/a", {}, "bin", False),
    ],
)
def test_formats(path: str, said: dict[str, Any], ending: str, playable: bool) -> None:
    found = format_of(path, said)
    assert (found.ending, found.playable) == (ending, playable)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("ger", "de"),
        ("EN", "en"),
        ("pt_BR", "pt-BR"),
        ("und", ""),
        ("", ""),
        ("forced", ""),
        ('en" onload="', ""),
        ("x" * 99, ""),
        ("tlh", "tlh"),
    ],
)
def test_languages(said: str, language: str) -> None:
    assert language_of(said) == language


@pytest.mark.parametrize(
    ("language", "title", "label"),
    [
        ("de", "", "Deutsch"),
        ("fr", "", "Français"),
        ("pt-BR", "", "Português (Brasil)"),
        ("en", "With sounds", "With sounds"),
        ("", "", "Subtitles"),
        ("tlh", "", "tlh"),
        ("de", "\x00", "Deutsch"),
        ("de", "x" * 5000, "Deutsch"),
        ("de", "\u202eevil", "Deutsch"),
    ],
)
def test_labels(language: str, title: str, label: str) -> None:
    assert label_of(language, title) == label
