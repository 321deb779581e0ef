"""Clips as they are once they have been cut, without cutting them; and films that browsers play."""

from fractions import Fraction
from functools import cache
from io import BytesIO

import av
from PIL import Image
from sqlalchemy import update

from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media import actions
from fandom.media.models import File
from fandom.media.values import Decoded, Variant
from fandom.posts.models import Moment
from fandom.posts.pictures import HOLDER

SIZE = (320, 180)
RATE = 24
DIGEST = "0" * 16


@cache
def film(seconds: int = 4) -> bytes:
    """H.264 in MP4, of a lamp that goes up slowly."""
    made = BytesIO()
    with av.open(made, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.time_base = Fraction(1, RATE)
        for n in range(seconds * RATE):
            frame = av.VideoFrame.from_image(Image.new("RGB", SIZE, (40 + n, 60, 120)))
            frame.pts = n
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return made.getvalue()


def first_frame() -> bytes:
    made = BytesIO()
    Image.new("RGB", SIZE, (40, 60, 120)).save(made, "JPEG")
    return made.getvalue()


def make_clip(*, poster: bool = True, failed: str | None = None, done: bool = True) -> str:
    """The id of its file: ready unless `failed` says why not or it is not `done`; nothing keeps it yet."""
    with unit_of_work():
        file = actions.promise(kind="clip", type="video/mp4")
        if poster:
            actions.fill(file=file, decoded=_decoded(file.id, {"640.jpg": ("image/jpeg", first_frame())}))
        if failed:
            file.status, file.reason = "failed", failed
        elif done:
            actions.fill(file=file, decoded=_made(file.id))
            file.status = "ready"
        return file.id


def finish_clip(file_id: str) -> None:
    """With the fact that tells pages."""
    with unit_of_work():
        file = db.session.get(File, file_id)
        assert file is not None
        actions.ready(file=file, decoded=_made(file_id))


def show_clip(moment_id: str, file_id: str) -> str:
    """As if the moment had been posted with it. Its id."""
    with unit_of_work():
        done = db.session.get_one(File, file_id).status == "ready"
        shown = {"media_ids": [file_id], "has_clip": done}
        db.session.execute(update(Moment).where(Moment.id == moment_id).values(shown))
        actions.hold(file_id, HOLDER, moment_id)
    return moment_id


def _made(file_id: str) -> Decoded:
    return _decoded(file_id, {"640.jpg": ("image/jpeg", first_frame()), "clip.mp4": ("video/mp4", film())})


def _decoded(file_id: str, made: dict[str, tuple[str, bytes]]) -> Decoded:
    """With its bytes in the store."""
    variants = []
    for name, (kind, content) in made.items():
        storage.store().put(storage.folder_of(file_id) + name, BytesIO(content), kind)
        variants.append(Variant(name, kind, *SIZE, len(content), DIGEST))
    return Decoded(*SIZE, "#28394a", tuple(variants), 4_000)
