"""What both places for files promise, tried on a real disk and on a real S3 server."""

import dataclasses
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fandom.config import Bucket
from fandom.core.errors import StorageFull, Unavailable
from fandom.core.ids import new_id
from fandom.infra import storage
from fandom.infra.storage.local import Disk
from fandom.infra.storage.s3 import S3
from fandom.infra.storage.store import CHUNK
from tests.support.configured import settings

LARGE = bytes(range(256)) * 4096


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> storage.Store:
    if request.param == "disk":
        return Disk(tmp_path / "media")
    found: S3 = request.getfixturevalue("s3")
    return found


@pytest.fixture
def folder() -> Iterator[str]:
    return storage.folder_of(new_id())


def put(store: storage.Store, key: str, data: bytes) -> None:
    store.put(key, io.BytesIO(data), "image/png")


def read(store: storage.Store, key: str, start: int = 0, length: int = len(LARGE)) -> bytes:
    found = store.read(key, start, length)
    try:
        return b"".join(found)
    finally:
        found.close()


def test_what_is_put_is_there(store: storage.Store, folder: str, tmp_path: Path) -> None:
    put(store, folder + "a", LARGE)
    assert read(store, folder + "a") == LARGE
    store.fetch(folder + "a", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == LARGE


@pytest.mark.parametrize(("start", "length"), [(0, 1), (5, 10), (CHUNK - 1, CHUNK + 2), (len(LARGE) - 3, 3)])
def test_parts_of_it(store: storage.Store, folder: str, start: int, length: int) -> None:
    put(store, folder + "a", LARGE)
    assert read(store, folder + "a", start, length) == LARGE[start : start + length]


def test_what_was_there_is_replaced(store: storage.Store, folder: str) -> None:
    put(store, folder + "a", b"old and long")
    put(store, folder + "a", b"new")
    assert read(store, folder + "a", 0, 3) == b"new"


def test_what_is_not_there_is_missing_at_once(store: storage.Store, folder: str, tmp_path: Path) -> None:
    for length in (1, len(LARGE)):
        with pytest.raises(storage.Missing):
            store.read(folder + "a", 0, length)
    with pytest.raises(storage.Missing):
        store.fetch(folder + "a", tmp_path / "copy")


def test_what_is_dropped_is_gone_and_may_be_dropped_again(store: storage.Store, folder: str) -> None:
    for name in ("a", "b"):
        put(store, folder + name, b"x")
    store.discard(folder + "a")
    store.discard(folder + "a")
    assert read(store, folder + "b", 0, 1) == b"x"
    for _ in range(2):
        store.drop(folder)
    with pytest.raises(storage.Missing):
        store.read(folder + "b", 0, 1)


def test_files_are_listed_by_their_age(store: storage.Store) -> None:
    ids = sorted(new_id() for _ in range(5))
    for each in ids:
        for name in ("a", "b"):
            put(store, storage.folder_of(each) + name, b"x")
    assert list(store.folders(ids[0], ids[4])) == ids[1:4]


def test_it_says_where_it_is(store: storage.Store) -> None:
    assert store.examine().startswith("in ")


def test_a_disk_has_paths_and_a_bucket_none(bucket: Bucket, tmp_path: Path) -> None:
    assert Disk(tmp_path).path("a/b") == tmp_path / "a/b"
    assert S3(bucket).path("a/b") is None


def test_the_setting_decides(bucket: Bucket, tmp_path: Path) -> None:
    assert isinstance(storage.of(settings("", "", data=tmp_path)), Disk)
    assert isinstance(storage.of(settings("", "", bucket=bucket)), S3)


def test_nothing_of_a_failed_write_stays(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "broken")

    disk = Disk(tmp_path)
    put(disk, "a/b/c", b"old")
    with pytest.raises(Unavailable):
        disk.put("a/b/c", Broken(), "image/png")
    assert read(disk, "a/b/c", 0, 3) == b"old"
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["c"]


def test_a_full_disk_is_said_to_be_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFull):
        put(Disk(tmp_path), "a/b/c", b"x")
    assert list((tmp_path / "a/b").iterdir()) == []


def test_a_bucket_that_is_away_is_asked_for_again_later(bucket: Bucket, tmp_path: Path) -> None:
    away = S3(dataclasses.replace(bucket, endpoint="http://127.0.0.1:1"))
    for ask in (
        lambda: put(away, "a", b"x"),
        lambda: away.read("a", 0, 1),
        lambda: away.fetch("a", tmp_path / "copy"),
        lambda: away.drop("a/"),
        lambda: list(away.folders("0", "z")),
    ):
        with pytest.raises(Unavailable) as refusal:
            ask()
        assert refusal.value.retry_after == 5


def test_a_wrong_key_opens_nothing(bucket: Bucket) -> None:
    with pytest.raises(Unavailable):
        put(S3(dataclasses.replace(bucket, secret="wrong")), "a", b"x")
