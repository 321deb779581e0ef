"""The least that makes the same set, with the same settings: `python -m bench.ground.minimal_clip FILM IN OUT FOLDER`.

No process of its own, no limits, no checks; its sound is cut where frames of sound end.
"""

import sys
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

X264 = {"preset": "veryfast", "crf": "23", "maxrate": "8M", "bufsize": "16M"}


def main(film: str, start: Fraction, end: Fraction, folder: Path) -> None:
    with (
        av.open(film) as source,
        av.open(str(folder / "clip.mp4"), "w", options={"movflags": "+faststart"}) as out,
    ):
        picture, sound = source.streams.video[0], source.streams.audio[0]
        picture.thread_type, picture.thread_count = "FRAME", 2
        video = out.add_stream("libx264", rate=picture.average_rate, options=X264)
        video.width, video.height, video.pix_fmt = picture.width, picture.height, "yuv420p"
        video.codec_context.time_base = picture.time_base
        video.codec_context.thread_type, video.codec_context.thread_count = "FRAME", 2
        audio = out.add_stream("aac", rate=48_000, layout="stereo")
        audio.bit_rate = 128_000
        resampler = av.AudioResampler("fltp", "stereo", 48_000)
        source.seek(int(start / picture.time_base), stream=picture)
        first, heard, small, over = None, 0, [], set()
        for packet in source.demux(picture, sound):
            for frame in packet.decode():
                time = frame.pts * Fraction(frame.time_base)
                if time >= end:
                    over.add(packet.stream)
                elif time >= start and packet.stream is picture:
                    if first is None:
                        first = frame.pts
                        poster(frame.to_image(), folder)
                    if time - start >= Fraction(len(small), 10) and time - start < 3:
                        small.append(frame.to_image(width=320, height=320 * frame.height // frame.width))
                    frame.pict_type, frame.pts = 0, frame.pts - first
                    out.mux(video.encode(frame))
                elif time >= start:
                    for each in resampler.resample(frame):
                        each.pts, each.time_base = heard, Fraction(1, 48_000)
                        heard += each.samples
                        out.mux(audio.encode(each))
            if len(over) == 2:
                break
        out.mux(video.encode(None))
        out.mux(audio.encode(None))
    first_one, *rest = small
    first_one.save(
        folder / "preview.avif", save_all=True, append_images=rest, duration=100, quality=45, speed=9, max_threads=2
    )


def poster(picture: Image.Image, folder: Path) -> None:
    for width in (320, 640, 1280):
        if width == 320 or picture.width >= width:
            fit = picture.resize((width, width * picture.height // picture.width), Image.Resampling.LANCZOS)
            fit.save(folder / f"{width}.avif", quality=60, speed=9, max_threads=1)
            fit.save(folder / f"{width}.jpg", quality=82, optimize=True, progressive=True)


if __name__ == "__main__":
    main(sys.argv[1], Fraction(sys.argv[2]) / 1000, Fraction(sys.argv[3]) / 1000, Path(sys.argv[4]))
