"""Twenty clips asked for at once: all of them done, each poster soon there, pages hardly slower, renders small.

A house of its own with its workers, from the whole of Big Buck Bunny, which lies in the data folder.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

from sqlalchemy import func, select

from bench.ground.house import House, house
from bench.ground.processes import free_port, gunicorn, until_listening
from bench.table import Table, part_at, spread
from fandom.accounts import actions as accounts
from fandom.clips.models import FilmSource
from fandom.clips.stamps import stamp_of
from fandom.config import ROOT, from_environment
from fandom.core import clock
from fandom.core.viewer import Viewer
from fandom.demo.gallery import FILM
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.posts.actions import publish_moment
from fandom.posts.values import MomentDraft
from fandom.shows.models import Episode, Season

CLIPS, LENGTH_MS, ALONE = 20, 5000, 5
POSTER_S, SLOWER, MEMORY_MB, PATIENCE_S = 1.0, 2.0, 400, 150
IDLE_S, EVERY_S = 8.0, 0.05
WORKERS = (*(("work", name) for name in ("default", "pictures", "clips")), ("relay",))
PATH = "/shows/bench"


@dataclass
class Watched:
    """Seconds that each page took, and the most memory that a render had, in MB."""

    pages: list[float] = field(default_factory=list)
    memory_mb: float = 0.0

    @property
    def p95(self) -> float:
        return part_at(sorted(self.pages), 0.95)


def run() -> Table:
    film = (from_environment().data / FILM).resolve()
    if not film.is_file():
        return Table(["clips at once"], note=f"skipped: there is no {film}")
    table = Table(["what", "measured", "bar", ""])
    with house() as built, built.app.app_context(), _running(built) as (port, renderers):
        fan = _prepared(built, film)
        with _watching(port, renderers) as idle:
            time.sleep(IDLE_S)
        alone = [_alone(built, fan, place) for place in range(ALONE)]
        with _watching(port, renderers) as busy:
            asked = [_ask(built, fan, ALONE + each) for each in range(CLIPS)]
            posters = [_until_shown(each) for each in asked]
            took = _until_done()
        done = _count("ready") - ALONE
    _say(table, f"posters, one clip at a time, s: {spread(alone)}", max(alone), POSTER_S)
    _say(table, f"posters of {CLIPS}, s: {spread(posters)}", max(posters), "")
    table.add(f"clips done of {CLIPS}, after {took:.0f} s", done, CLIPS, _held(done == CLIPS))
    _say(table, f"p95 of a page, of that of an idle house ({1000 * idle.p95:.0f} ms)", busy.p95 / idle.p95, SLOWER)
    _say(table, "most memory of a render, MB", busy.memory_mb, MEMORY_MB)
    return table


def _say(table: Table, what: str, measured: float, bar: object) -> None:
    table.add(what, measured, bar, _held(measured <= bar) if isinstance(bar, int | float) else "")


def _held(held: bool) -> str:
    return "held" if held else "missed"


@contextmanager
def _running(built: House) -> Iterator[tuple[int, list[int]]]:
    """Pages and workers as bin/up has them. Its port, and the workers that have films cut."""
    port = free_port()
    with ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory())
        environ = os.environ | built.environ | {"FANDOM_DATA": data}
        web = stack.enter_context(_started(gunicorn("wsgi:app", port, workers=1), environ))
        until_listening(port, web)
        workers = [
            stack.enter_context(_started([sys.executable, "-m", "fandom.worker", *each], environ)) for each in WORKERS
        ]
        _page(HTTPConnection("127.0.0.1", port, timeout=60))
        time.sleep(5)
        yield port, [each.pid for each in workers]


@contextmanager
def _started(command: list[str], environ: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=environ, text=True, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def _watching(port: int, workers: list[int]) -> Iterator[Watched]:
    seen, stop = Watched(), Event()
    threads = [Thread(target=_read, args=(port, seen, stop)), Thread(target=_weigh, args=(workers, seen, stop))]
    for each in threads:
        each.start()
    try:
        yield seen
    finally:
        stop.set()
        for each in threads:
            each.join()


def _read(port: int, seen: Watched, stop: Event) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    # The first one builds what the later ones have.
    _page(connection)
    while not stop.wait(EVERY_S):
        seen.pages.append(_page(connection))


def _page(connection: HTTPConnection) -> float:
    began = time.perf_counter()
    connection.request("GET", PATH, headers={"Host": "bench"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status
    return time.perf_counter() - began


def _weigh(workers: list[int], seen: Watched, stop: Event) -> None:
    """The cutting processes below them."""
    while not stop.wait(0.2):
        for pid in _below(workers):
            try:
                if b"fandom.clips.cutting" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    said = Path(f"/proc/{pid}/status").read_text()
                    most = int(said.partition("VmHWM:")[2].split()[0]) / 1024
                    seen.memory_mb = max(seen.memory_mb, most)
            except (OSError, IndexError):
                continue


def _below(pids: list[int]) -> list[int]:
    """Children, and theirs."""
    found: list[int] = []
    for pid in pids:
        for each in Path("/proc").glob(f"{pid}/task/*/children"):
            found += map(int, each.read_text().split())
    return found + (_below(found) if found else [])


def _prepared(built: House, film: Path) -> Viewer:
    with unit_of_work():
        fan = accounts.sign_up(handle="clipper", email="clipper@example.org", password_hash="none")
        db.session.add(Season(show_id=built.show_id, number=1))
        db.session.flush()
        db.session.add(Episode(show_id=built.show_id, season=1, number=1, duration_ms=596_000))
        db.session.flush()
        lies = {"path": str(film), "stamp": stamp_of(film), "status": "ready", "asked_at": clock.now()}
        looks = {"duration_ms": 596_000, "width": 1280, "height": 720}
        db.session.add(FilmSource(show_id=built.show_id, season=1, number=1, **lies, **looks))
        return Viewer(account_id=fan.id, handle="clipper")


def _ask(built: House, fan: Viewer, place: int) -> tuple[str, float]:
    """The id of its file, and when it was asked for."""
    began, start = time.perf_counter(), 10_000 + 20_000 * place
    draft = MomentDraft("Look", episode=(1, 1), start_ms=start, end_ms=start + LENGTH_MS, clip=True)
    with unit_of_work():
        moment = publish_moment(author=fan, show_id=built.show_id, draft=draft)
        return moment.media_ids[0], began


def _alone(built: House, fan: Viewer, place: int) -> float:
    """How long the poster took; the next one is asked for when nothing is under way any more."""
    took = _until_shown(_ask(built, fan, place))
    _until_done()
    return took


def _until_shown(asked: tuple[str, float]) -> float:
    file_id, began = asked
    while time.perf_counter() - began < PATIENCE_S:
        db.session.rollback()
        if db.session.scalar(select(File.variants).where(File.id == file_id)):
            break
        time.sleep(0.01)
    return time.perf_counter() - began


def _until_done() -> float:
    began = time.perf_counter()
    while _count("processing") and time.perf_counter() - began < PATIENCE_S:
        time.sleep(0.1)
    return time.perf_counter() - began


def _count(status: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(File).where(File.status == status)) or 0
