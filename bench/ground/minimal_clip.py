"""The least that makes the same set, with the same settings: `python -m bench.ground.minimal_clip FILM IN OUT FOLDER`.

No limits, no checks, no order; its sound is cut where frames of sound end.
"""

import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

X264 = {"preset": "veryfast", "crf": "23", "maxrate": "8M", "bufsize": "16M"}
Span = tuple[Fraction, Fraction]


def main(film: str, span: Span, folder: Path) -> None:
    small: list[Image.Image] = []
    with av.open(film) as source, av.open(str(folder / "clip.mp4"), "w", options={"movflags": "+faststart"}) as out:
        video, audio = _tracks(out, source.streams.video[0])
        resampler = av.AudioResampler("fltp", "stereo", 48_000)
        first = heard = 0
        for frame in _frames(source, span):
            if isinstance(frame, av.AudioFrame):
                for each in resampler.resample(frame):
                    each.pts, each.time_base = heard, Fraction(1, 48_000)
                    heard += each.samples
                    out.mux(audio.encode(each))
                continue
            if not small:
                first = frame.pts
                poster(frame.to_image(), folder)
            if len(small) < 30 and (frame.pts - first) * frame.time_base >= Fraction(len(small), 10):
                small.append(frame.to_image(width=320, height=320 * frame.height // frame.width))
            frame.pict_type, frame.pts = 0, frame.pts - first
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        out.mux(audio.encode(None))
    options = {"duration": 100, "quality": 45, "speed": 9, "max_threads": 2}
    small[0].save(folder / "preview.avif", save_all=True, append_images=small[1:], **options)


def _tracks(out: av.container.OutputContainer, like: av.VideoStream) -> tuple[av.VideoStream, av.AudioStream]:
    video = out.add_stream("libx264", rate=like.average_rate, options=X264)
    video.width, video.height, video.pix_fmt = like.width, like.height, "yuv420p"
    video.codec_context.time_base = like.time_base
    video.codec_context.thread_type, video.codec_context.thread_count = "FRAME", 2
    audio = out.add_stream("aac", rate=48_000, layout="stereo")
    audio.bit_rate = 128_000
    return video, audio


def _frames(source: av.container.InputContainer, span: Span) -> Iterator[av.VideoFrame | av.AudioFrame]:
    picture, sound = source.streams.video[0], source.streams.audio[0]
    picture.thread_type, picture.thread_count = "FRAME", 2
    source.seek(int(span[0] / picture.time_base), stream=picture)
    over = set()
    for packet in source.demux(picture, sound):
        for frame in packet.decode():
            time = frame.pts * Fraction(frame.time_base)
            if time >= span[1]:
                over.add(packet.stream)
            elif time >= span[0]:
                yield frame
        if len(over) == 2:
            return


def poster(picture: Image.Image, folder: Path) -> None:
    for width in (320, 640, 1280):
        if width == 320 or picture.width >= width:
            fit = picture.resize((width, width * picture.height // picture.width), Image.Resampling.LANCZOS)
            fit.save(folder / f"{width}.avif", quality=60, speed=9, max_threads=1)
            fit.save(folder / f"{width}.jpg", quality=82, optimize=True, progressive=True)


if __name__ == "__main__":
    main(sys.argv[1], (Fraction(sys.argv[2]) / 1000, Fraction(sys.argv[3]) / 1000), Path(sys.argv[4]))
