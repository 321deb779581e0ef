"""Uploads while they come in."""

import errno
import gc
import hashlib
from pathlib import Path

import pytest

from fandom.core.errors import StorageFull
from fandom.infra.incoming import Incoming


def test_what_came_in_can_be_read_and_is_known(tmp_path: Path) -> None:
    found = Incoming(tmp_path / "incoming")
    for part in (b"GIF", b"89a" + bytes(40), bytes(100)):
        found.write(part)
    found.seek(0)
    assert found.read() == b"GIF89a" + bytes(140)
    assert (found.size, found.head) == (146, b"GIF89a" + bytes(10))
    assert found.digest == hashlib.sha256(b"GIF89a" + bytes(140)).hexdigest()
    found.close()


def test_it_has_no_name_so_that_nothing_is_left_of_it(tmp_path: Path) -> None:
    found = Incoming(tmp_path)
    found.write(bytes(1_000_000))
    assert list(tmp_path.iterdir()) == []
    found.close()


def test_a_request_that_breaks_off_closes_it(tmp_path: Path) -> None:
    found = Incoming(tmp_path)
    file = found.file
    del found
    gc.collect()
    assert file.closed


@pytest.mark.parametrize(("number", "refusal"), [(errno.ENOSPC, StorageFull), (errno.EIO, OSError)])
def test_a_disk_that_takes_no_more(tmp_path: Path, number: int, refusal: type[Exception]) -> None:
    class Full:
        def write(self, _data: bytes) -> int:
            raise OSError(number, "no")

        def close(self) -> None:
            pass

    found = Incoming(tmp_path)
    found.close()
    found.file = Full()  # type: ignore[assignment]
    with pytest.raises(refusal):
        found.write(b"x")
