"""Bytes on the disk: what is told is what is there, whoever dies and however many send at once."""

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fandom.config import ROOT
from fandom.core.errors import Conflict, NotFound, StorageFull, TooLarge, Unavailable
from fandom.media.resumable import scratch
from fandom.media.resumable.scratch import Scratch
from tests.support.waiting import until

ADDING = """
import sys
from pathlib import Path
from fandom.media.resumable.scratch import Scratch
def pieces():
    while True:
        yield b"a" * 10_000
Scratch(Path(sys.argv[1]), "one").add(pieces(), at=0, most=10**12)
"""


@pytest.fixture
def one(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path / "uploads", "one")


def test_nothing_is_there_at_first(one: Scratch) -> None:
    assert one.size() == 0
    assert one.head(16) == b""
    one.drop()


def test_piece_by_piece(one: Scratch) -> None:
    assert one.add([b"ab", b"cd"], at=0, most=10) == 4
    assert one.add([b"ef"], at=4, most=10) == 6
    assert (one.size(), one.head(3), one.path.read_bytes()) == (6, b"abc", b"abcdef")
    assert one.path.stat().st_mode & 0o777 == 0o600


def test_only_at_the_end(one: Scratch) -> None:
    one.add([b"abcd"], at=0, most=10)
    for at in (0, 3, 5):
        with pytest.raises(Conflict):
            one.add([b"x"], at=at, most=10)
    assert one.path.read_bytes() == b"abcd"


def test_never_beyond_what_was_said(one: Scratch) -> None:
    with pytest.raises(TooLarge):
        one.add([b"abcd", b"efgh"], at=0, most=6)
    assert one.path.read_bytes() == b"abcd"


def broken() -> Iterator[bytes]:
    yield b"abcd"
    raise ConnectionResetError


def test_what_came_before_it_broke_off_stays(one: Scratch) -> None:
    with pytest.raises(ConnectionResetError):
        one.add(broken(), at=0, most=10)
    assert one.size() == 4


def test_of_two_that_send_the_same_one_goes_on(one: Scratch) -> None:
    """Each sends its own letter; nothing of the two is mixed."""
    start, ends = threading.Barrier(8), []

    def send(letter: bytes) -> None:
        start.wait()
        try:
            ends.append(one.add([letter * 1000] * 20, at=0, most=20_000))
        except Conflict:
            ends.append(0)

    threads = [threading.Thread(target=send, args=(b"%d" % each,)) for each in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(ends) == [0] * 7 + [20_000]
    assert len(set(one.path.read_bytes())) == 1


def test_what_hangs_keeps_nobody_out(one: Scratch) -> None:
    def hanging() -> Iterator[bytes]:
        yield b"ab"
        assert one.add([b"cd"], at=2, most=10) == 4
        yield b"xx"

    with pytest.raises(Conflict):
        one.add(hanging(), at=0, most=10)
    assert one.path.read_bytes() == b"abcd"


def test_what_was_stopped_takes_no_more(one: Scratch) -> None:
    def stopping() -> Iterator[bytes]:
        yield b"ab"
        one.drop()
        yield b"cd"

    with pytest.raises(NotFound):
        one.add(stopping(), at=0, most=10)
    assert not one.path.exists()


def test_killed_in_the_middle_it_tells_what_is_there(one: Scratch) -> None:
    command = [sys.executable, "-c", ADDING, str(one.path.parent)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        until(lambda: one.size() > 200_000)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    far = one.size()
    assert far == one.path.stat().st_size > 0
    assert one.add([b"b"], at=far, most=10**12) == far + 1
    assert one.path.read_bytes() == b"a" * far + b"b"


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EIO, Unavailable)]
)
def test_the_disk_is_full(one: Scratch, monkeypatch: pytest.MonkeyPatch, number: int, said: type[Exception]) -> None:
    one.add([b"abcd"], at=0, most=10)

    def full(*_: Any) -> int:
        raise OSError(number, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(scratch.os, "pwrite", full)
        with pytest.raises(said):
            one.add([b"efgh"], at=4, most=10)
    assert one.size() == 4
    assert one.add([b"efgh"], at=4, most=10) == 8


def test_a_little_room_is_used(one: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    pwrite: Callable[..., int] = os.pwrite
    monkeypatch.setattr(scratch.os, "pwrite", lambda file, data, at: pwrite(file, data[:1], at))
    assert one.add([b"abcd", b"ef"], at=0, most=10) == 6
    assert one.path.read_bytes() == b"abcdef"


def test_the_old_ones_by_their_names(one: Scratch) -> None:
    folder = one.path.parent
    assert scratch.names(folder, "zzz") == []
    one.add([b"x"], at=0, most=1)
    assert (scratch.names(folder, "zzz"), scratch.names(folder, "one")) == (["one"], [])
