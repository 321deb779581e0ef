"""A show, and films that are small and real."""

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from flask import Flask
from sqlalchemy import select

from fandom.clips.models import FilmSource
from fandom.clips.sources import actions, jobs
from fandom.infra.db import db, unit_of_work
from fandom.shows import public
from fandom.shows.values import ShowView
from tests.support.catalogue import episode, make_show

Name = Callable[..., bool]
FOUND = {"duration_ms": 2000, "width": 64, "height": 36, "rate": 10.0, "video": "h264", "audio": False}


def draw(path: Path, seconds: int = 2, size: tuple[int, int] = (64, 36), title: str = "") -> Path:
    """A film of ten frames a second."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as out:
        out.metadata["title"] = title
        stream = out.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(10 * seconds):
            frame = av.VideoFrame(*size, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([number]) * plane.buffer_size)
            frame.pts, frame.time_base = number, Fraction(1, 10)
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return path


def touch(path: Path) -> None:
    """As if other bytes had been written later."""
    found = path.stat()
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + 1_000_000_000))


def source(number: int = 1) -> FilmSource:
    db.session.expire_all()
    return db.session.scalars(select(FilmSource).where(FilmSource.number == number)).one()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Horizons of shows that were rolled back are not remembered."""
    yield
    public.forget_all()


@pytest.fixture
def show(app: Flask) -> ShowView:
    """Of the first of its episodes nobody has said how long it is."""
    return make_show("lantern", [episode(1, 1, duration_ms=None), episode(1, 2)])


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return draw(tmp_path / "films" / "lantern.mp4")


@pytest.fixture
def name(show: ShowView) -> Name:
    """`name(path, number)` in a unit of work of its own."""

    def made(path: Path, number: int = 1) -> bool:
        with unit_of_work():
            return actions.name_source(show_id=show.id, season=1, number=number, path=path)

    return made


@pytest.fixture
def probing(monkeypatch: pytest.MonkeyPatch, app: Flask) -> Callable[..., list[Path]]:
    """`probing(act, …)`: no film is really looked into; at the first the first act happens meanwhile, and so on."""

    def begin(*acts: Callable[[], object]) -> list[Path]:
        seen: list[Path] = []
        left = list(acts)

        def probe(path: Path) -> dict[str, Any]:
            seen.append(path)
            if left:
                with app.app_context():
                    left.pop(0)()
            if not path.exists():
                raise FileNotFoundError(path)
            return FOUND | {"subtitles": [], "key_frames": [0]}

        monkeypatch.setattr(jobs.apart, "probe", probe)
        return seen

    return begin
