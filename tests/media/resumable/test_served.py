"""Uploads through real web processes: killed in the middle, raced, large, and of a length that is not said."""

import http.client
import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from fandom.infra import storage
from fandom.infra.db import db
from fandom.media.models import File
from tests.media.resumable.conftest import BYTES, TUS
from tests.support.clipped import film
from tests.support.gunicorn import workers_of
from tests.support.sockets import House
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.live
Answer = tuple[int, dict[str, str]]


@dataclass
class Program:
    """With a token; every request in a connection of its own."""

    house: House
    token: str
    at: str = ""

    def begin(self, length: int) -> None:
        status, headers = self.ask("POST", "/api/v1/media/uploads", {"Upload-Length": str(length)})
        assert status == 201
        self.at = headers["Location"]

    def add(self, offset: int, body: Any, **options: Any) -> Answer:
        return self.ask("PATCH", self.at, {"Upload-Offset": str(offset), "Content-Type": BYTES}, body, **options)

    def far(self) -> int:
        return int(self.ask("HEAD", self.at)[1]["Upload-Offset"])

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: Any = None, **options: Any
    ) -> Answer:
        connection = self.connected()
        try:
            connection.request(method, path, body, self.signed | (headers or {}), **options)
            answer = connection.getresponse()
            answer.read()
            return answer.status, dict(answer.headers)
        finally:
            connection.close()

    def connected(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.house.server.port, timeout=PATIENCE_S)

    @cached_property
    def signed(self) -> dict[str, str]:
        return {**TUS, "Authorization": f"Bearer {self.token}"}

    def stored(self) -> bytes:
        with self.house.reads():
            file_id = db.session.scalars(select(File.id)).one()
            place = storage.store().path(storage.folder_of(file_id) + "original")
        assert place is not None
        return place.read_bytes()


def edit(room: int) -> bytes:
    return film() + (room + 8).to_bytes(4, "big") + b"free" + os.urandom(room)


@pytest.fixture
def program(house: House) -> Program:
    return Program(house, house.token(house.person("ada"), "read", "write"))


def test_killed_in_the_middle_nothing_that_was_told_is_lost(program: Program) -> None:
    sent = edit(3_000_000)
    program.begin(len(sent))
    half = program.connected()
    half.putrequest("PATCH", program.at)
    for name, said in {**program.signed, "Upload-Offset": "0", "Content-Type": BYTES}.items():
        half.putheader(name, said)
    half.putheader("Content-Length", str(len(sent)))
    half.endheaders(sent[:1_500_000])
    told = until(program.far)
    for each in workers_of(program.house.server):
        os.kill(each, signal.SIGKILL)
    half.close()

    def again() -> int:
        with suppress(OSError, http.client.HTTPException):
            return program.far()
        return 0

    far = until(again)
    assert told <= far <= 1_500_000
    status, headers = program.add(far, sent[far:])
    assert (status, headers["Upload-Offset"]) == (204, str(len(sent)))
    assert headers["Upload-Media"].startswith("/api/v1/media/")
    assert program.stored() == sent


def test_of_many_that_send_the_same_one_goes_on(program: Program) -> None:
    sent = edit(1_000_000)
    program.begin(len(sent))
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: program.add(0, sent)[0], range(6)))
    assert sorted(answers) == [204, *[409] * 5]
    assert program.stored() == sent


def most_used(pid: int) -> int:
    found = re.search(r"^VmHWM:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found
    return int(found[1]) * 1024


def test_large_ones_are_not_held_in_memory(program: Program) -> None:
    sent = edit(60_000_000)
    program.begin(len(sent))
    program.far()
    before = {each: most_used(each) for each in workers_of(program.house.server)}
    assert program.add(0, sent)[0] == 204
    grown = [most_used(each) - used for each, used in before.items()]
    assert max(grown) < 30_000_000


def test_a_length_that_is_not_said(program: Program) -> None:
    sent = edit(600_000)
    program.begin(len(sent))
    pieces = iter([sent[:1000], sent[1000:400_000]])
    assert program.add(0, pieces, encode_chunked=True)[0] == 204
    assert program.far() == 400_000
    beyond = iter([sent[400_000:], b"more"])
    assert program.add(400_000, beyond, encode_chunked=True)[0] == 413
    far = program.far()
    assert 400_000 <= far <= len(sent)
    assert program.add(far, sent[far:])[0] == 204
    assert program.stored() == sent
