"""What a film is to browsers: how it is called, and whether they play it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fandom.clips.remote import SCHEME

MP4, WEBM = "video/mp4", "video/webm"
# By the first name that the container goes by; browsers take QuickTime for MP4, which came of it.
KINDS = {
    "mov": ("mp4", MP4),
    "matroska": ("mkv", "video/x-matroska"),
    "mpegts": ("ts", "video/mp2t"),
    "mpeg": ("mpg", "video/mpeg"),
    "avi": ("avi", "video/x-msvideo"),
    "flv": ("flv", "video/x-flv"),
    "ogg": ("ogv", "video/ogg"),
    "asf": ("wmv", "video/x-ms-wmv"),
}
OTHER = ("bin", "application/octet-stream")
# Both are written in the same way; those named so have nothing in them that browsers do not know.
SAID_WEBM = ".webm"
PICTURES = {MP4: {"h264", "vp9", "av1"}, WEBM: {"vp8", "vp9", "av1"}}
SOUNDS = {MP4: {"", "aac", "mp3", "opus"}, WEBM: {"", "opus", "vorbis"}}
# H.264 with ten bits or finer colours is not decoded by any of them.
PLAIN = {"yuv420p", "yuvj420p"}


@dataclass(frozen=True, slots=True)
class Format:
    ending: str
    type: str
    playable: bool


def format_of(path: str, tracks: Mapping[str, Any]) -> Format:
    """`tracks` is what probing found."""
    ending, mime = KINDS.get(str(tracks.get("container", "")).partition(",")[0], OTHER)
    if ending == "mkv" and path.lower().endswith(SAID_WEBM):
        ending, mime = "webm", WEBM
    # What lies in a bucket is only fetched to be cut.
    return Format(ending, mime, _plays(mime, tracks) and not path.startswith(SCHEME))


def _plays(mime: str, tracks: Mapping[str, Any]) -> bool:
    video = tracks.get("video", "")
    known = video in PICTURES.get(mime, ()) and tracks.get("sound", "") in SOUNDS.get(mime, ())
    return known and (video != "h264" or tracks.get("pixels") in PLAIN)
