"""Films of plain colours, each a shot of so many frames; with words spoken over them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

from tests.support.films import of

RATE = 25
COLOURS = [(200, 30, 30), (30, 200, 30), (40, 40, 220), (230, 230, 60), (20, 20, 20), (240, 240, 240), (200, 60, 200)]
# Key frames far from where shots begin, and frames around them that nothing refers to.
STUBBORN = {"preset": "ultrafast", "g": "250", "bf": "3", "b-adapt": "0", "sc_threshold": "0", "refs": "1"}


def shots(
    path: Path, lengths: Sequence[int], options: Mapping[str, str] = STUBBORN, size: tuple[int, int] = (160, 96)
) -> Path:
    """One after the other in COLOURS; a small light moves through each, so that no two frames are the same."""
    with av.open(str(path), "w") as out:
        video: Any = out.add_stream("libx264", rate=RATE, options=dict(options))
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        video.time_base = video.codec_context.time_base = Fraction(1, 12_800)
        number = 0
        for shot, length in enumerate(lengths):
            for _ in range(length):
                frame = of(_picture(size, shot, number))
                frame.time_base, frame.pts = Fraction(1, 12_800), number * 512
                out.mux(video.encode(frame.reformat(format="yuv420p")))
                number += 1
        out.mux(video.encode(None))
    return path


def _picture(size: tuple[int, int], shot: int, number: int) -> Image.Image:
    picture = Image.new("RGB", size, COLOURS[shot % len(COLOURS)])
    at = 8 * number % (size[0] - 8)
    picture.paste((128, 128, 128), (at, 8, at + 8, 16))
    return picture


def with_words(film: Path, path: Path, words: Mapping[Path, Mapping[str, str]], codec: str | None = None) -> Path:
    """The film with these files of subtitles as tracks in it; `words` says what is noted of each."""
    said = {av.open(str(each)): noted for each, noted in words.items()}
    with av.open(str(film)) as source, av.open(str(path), "w") as out:
        tracks = {each: out.add_stream_from_template(each) for each in source.streams}
        for container, noted in said.items():
            track = container.streams[0]
            tracks[track] = out.add_stream_from_template(track) if codec is None else out.add_stream(codec)
            tracks[track].metadata.update(noted)
        for container in (source, *said):
            for packet in container.demux():
                if packet.dts is not None:
                    packet.stream = tracks[packet.stream]
                    out.mux(packet)
    for container in said:
        container.close()
    return path
