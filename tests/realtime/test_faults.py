"""Live while Redis goes away and comes back, and while a web process dies."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from fandom.accounts.actions import ban
from fandom.core.viewer import SYSTEM
from fandom.infra import program
from fandom.infra.embedded import Valkey
from fandom.posts.values import MomentDraft
from tests.support.fandom import Fandom, build
from tests.support.gunicorn import workers_of
from tests.support.rawsocket import RawSocket
from tests.support.servers import Servers
from tests.support.sockets import Socket, running_house
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.live

OPEN = MomentDraft(caption="The music!", reveals_at=None)


class Breakable:
    """A Valkey that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.valkey = Valkey(folder / "valkey", folder / "logs")
        self.valkey.prepare()
        self.start()

    def start(self) -> None:
        self.process = self.valkey.program().start()
        until(self.valkey.is_ready)

    def stop(self) -> None:
        program.stop(self.process, signal.SIGTERM, PATIENCE_S)


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Breakable]:
    made = Breakable(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def fandom(servers: Servers, worker_number: int, valkey: Breakable) -> Iterator[Fandom]:
    with running_house(servers.fresh(f"faults_{worker_number}"), valkey.valkey.url) as house:
        yield build(house)


@pytest.fixture
def connect(fandom: Fandom) -> Iterator[Callable[[], Socket]]:
    with ExitStack() as stack:

        def connect() -> Socket:
            made = Socket(fandom.house.server.url, {"Cookie": "", "Origin": "http://localhost"}, None)
            stack.callback(made.close)
            return made

        yield connect


def test_redis_lost_and_back(fandom: Fandom, valkey: Breakable, connect: Callable[[], Socket]) -> None:
    pages = [connect() for _ in range(4)]
    before = [page.call("watch", topic="show:sintel") for page in pages].pop()
    fandom.post(OPEN)
    for page in pages:
        assert page.hears("moment.published")["live_epoch"] == before["epoch"]
    valkey.stop()
    fandom.post(OPEN)  # goes on without Redis; nobody hears it
    away = connect().call("watch", topic="show:sintel", epoch=before["epoch"], seq=1)
    assert (away["ok"], away["epoch"], away["gap"]) == (True, None, True)
    valkey.start()
    for page in pages:
        resync = page.hears("live.resync")
        assert resync["live_epoch"] != before["epoch"]
    told = until(lambda: fandom.house.publish("show:sintel"))
    for page in pages:
        page.is_told_of(told)
        now = page.call("watch", topic="show:sintel", epoch=told.epoch, seq=told.seq)
        assert now["gap"] is False


def test_a_ban_needs_no_redis(fandom: Fandom, valkey: Breakable, connect: Callable[[], Socket]) -> None:
    house = fandom.house
    headers = {"Cookie": house.cookie(fandom.ahead), "Origin": "http://localhost"}
    page = Socket(house.server.url, headers, None)
    valkey.stop()
    with house.commits():
        ban(viewer=SYSTEM, account_id=fandom.ahead.id, reason="spam")
    assert page.hears("signed_out")["reason"] == "banned"
    page.close()


def test_a_server_that_stops_says_good_bye(fandom: Fandom) -> None:
    with RawSocket(fandom.house.server.port).join() as client:
        assert client.call("clock", {"t0_epoch_ms": 1})["ok"]
        fandom.house.server.process.send_signal(signal.SIGTERM)
        assert client.farewell() == 1012
    assert fandom.house.server.process.wait(timeout=PATIENCE_S) == 0


@pytest.mark.long
def test_a_dead_process_is_counted_out(fandom: Fandom, connect: Callable[[], Socket]) -> None:
    with ThreadPoolExecutor(16) as pool:  # at once, so that both processes take some
        pages = list(pool.map(lambda _: connect().watch("show:sintel"), range(16)))
    until(lambda: pages[0].hears("people")["here"] == 16)
    os.kill(workers_of(fandom.house.server)[0], signal.SIGKILL)
    left = [page for page in pages if not page.ended(seconds=0.5)]
    assert 0 < len(left) < 16
    until(lambda: left[0].hears("people")["here"] == len(left))
