"""Ranges of a film through the file door, handed on to nginx, beside nginx's own static file, by turns in one run.

32 MB each over 8 connections that stay open; who may watch is asked at every one of them.
"""

import http.client
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.ground.house import House, house
from bench.ground.processes import SERVER_CORE, free_port, running, served, until_listening
from bench.table import Table, part_at
from fandom.clips.models import FilmSource
from fandom.clips.playing.actions import open_film
from fandom.clips.playing.models import Film
from fandom.clips.stamps import stamp_of
from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.shows.models import Episode, Show

MB = 1_000_000
SIZE, RANGE, CONNECTIONS, ASKED, TURNS = 320 * MB, 32 * MB, 8, 4, 3
BAR = 1.3
CHUNK = 1 << 18
# Where systems keep what only their administrators start.
WHERE = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
CONFIGURED = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000; default_type application/octet-stream;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream house {{ server 127.0.0.1:{house}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location /plain/ {{ alias {films}/; }}
    location /films/ {{ internal; alias {films}/; }}
    location / {{
      proxy_pass http://house; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
    }}
  }}
}}
"""


@dataclass(frozen=True)
class Turn:
    """`firsts` are the milliseconds to the first byte of each range."""

    bytes_s: float
    firsts: list[float]


def run() -> Table:
    nginx = shutil.which("nginx", path=WHERE)
    if nginx is None:
        return Table(["ranges"], note="skipped: there is no nginx here")
    table = Table(["32 MB ranges, 8 connections", "MB/s", "first byte, ms p50", "p95", "bar"])
    with house() as built, tempfile.TemporaryDirectory() as folder:
        films = Path(folder).resolve() / "films"
        films.mkdir()
        path = _written(films / "film.mp4")
        told = {"FANDOM_ACCELERATOR": "X-Accel-Redirect:/kept/", "FANDOM_ACCELERATED": f"{films}=/films/"}
        address = _opened(built, path)
        with served("wsgi:app", built.environ | told) as port, _nginx(nginx, films, port) as front:
            # The first request of a process makes what all later ones find.
            _asked(front, address, 0)
            turns = [(_turn(front, address), _turn(front, "/plain/film.mp4")) for _ in range(TURNS)]
    product, floor = zip(*turns, strict=True)
    ratio = median(each.bytes_s for each in floor) / median(each.bytes_s for each in product)
    table.add("the file door", *_shown(product), f"{BAR} × {'held' if ratio <= BAR else 'missed'}")
    table.add("nginx, a static file", *_shown(floor), "")
    table.note = f"nginx alone sends {ratio:.2f} × as many bytes a second."
    return table


def _shown(turns: tuple[Turn, ...]) -> tuple[float, float, float]:
    firsts = sorted(first for each in turns for first in each.firsts)
    return median(each.bytes_s for each in turns) / MB, part_at(firsts, 0.5), part_at(firsts, 0.95)


def _written(path: Path) -> Path:
    some = random.Random(5).randbytes(MB)
    with path.open("wb") as file:
        for _ in range(SIZE // MB):
            file.write(some)
    return path


def _opened(built: House, path: Path) -> str:
    """Everybody may watch it."""
    place = (built.show_id, 1, 1)
    tracks = {"container": "mov", "video": "h264", "sound": "aac", "pixels": "yuv420p", "bytes": SIZE}
    with built.app.app_context():
        with unit_of_work():
            db.session.get_one(Show, built.show_id).rights = {"watching": "everyone"}
            db.session.add(Episode(show_id=built.show_id, season=1, number=1))
            db.session.flush()
            source = FilmSource(show_id=built.show_id, season=1, number=1, path=str(path), status="ready")
            source.stamp, source.tracks, source.asked_at = stamp_of(path), tracks, clock.now()
            source.duration_ms, source.width, source.height = 600_000, 1280, 720
            db.session.add(source)
            db.session.flush()
            open_film(place=place)
        return f"/media/{db.session.get_one(Film, place).file_id}/film.mp4"


@contextmanager
def _nginx(program: str, films: Path, house_port: int) -> Iterator[int]:
    port, folder = free_port(), films.parent
    # Its workers are nobody, who may not go through a temporary folder of ours.
    folder.chmod(0o755)
    config = folder / "nginx.conf"
    config.write_text(CONFIGURED.format(folder=folder, films=films, house=house_port, port=port))
    command = [program, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
    with running(command, core=SERVER_CORE) as process:
        until_listening(port, process)
        yield port


def _turn(port: int, path: str) -> Turn:
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        firsts = [
            each for found in pool.map(lambda seed: _asked(port, path, seed), range(CONNECTIONS)) for each in found
        ]
    return Turn(CONNECTIONS * ASKED * RANGE / (time.perf_counter() - began), firsts)


def _asked(port: int, path: str, seed: int) -> list[float]:
    """Over one connection, from other places each."""
    places, buffer = random.Random(seed), bytearray(CHUNK)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    firsts = []
    for _ in range(ASKED):
        start = places.randrange(0, SIZE - RANGE)
        began = time.perf_counter()
        connection.request("GET", path, headers={"Range": f"bytes={start}-{start + RANGE - 1}"})
        answer = connection.getresponse()
        if answer.status != 206:
            raise SystemExit(f"A range was answered {answer.status}.")
        got = answer.readinto(buffer)
        firsts.append(1000 * (time.perf_counter() - began))
        while more := answer.readinto(buffer):
            got += more
        if got != RANGE:
            raise SystemExit("A range came short.")
    connection.close()
    return firsts
