"""Files on this machine's disk."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from fandom.core.errors import StorageFull, Unavailable
from fandom.infra.storage.store import CHUNK, Missing, Reading
from fandom.infra.threadpool import in_thread

T = TypeVar("T")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Disk:
    """Written beside its place, flushed to the disk, then named: a file is there whole or not at all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: BinaryIO, mime: str) -> None:
        del mime
        _apart(partial(self._put, self.root / key, source))

    def read(self, key: str, start: int, length: int) -> Reading:
        if length <= CHUNK:
            return Reading(iter([_apart(_part, self.root / key, start, length)]), _nothing)
        file = _apart(_opened, self.root / key)
        return Reading(_chunks(file, start, length), file.close)

    def fetch(self, key: str, to: Path) -> None:
        _apart(partial(shutil.copyfile, self.root / key, to))

    def discard(self, key: str) -> None:
        _apart(partial((self.root / key).unlink, missing_ok=True))

    def drop(self, folder: str) -> None:
        _apart(partial(shutil.rmtree, self.root / folder, onerror=_unless_gone))

    def folders(self, after: str, until: str) -> Iterator[str]:
        shards = sorted(each.name for each in self.root.glob("*") if after[: len(each.name)] <= each.name <= until)
        for shard in shards:
            yield from (each.name for each in sorted((self.root / shard).iterdir()) if after < each.name < until)

    def path(self, key: str) -> Path | None:
        return self.root / key

    def examine(self) -> str:
        self.root.mkdir(parents=True, exist_ok=True)
        trial = self.root / f".trial-{secrets.token_hex(4)}"
        trial.write_bytes(b"trial")
        trial.unlink()
        return f"in {self.root}"

    def _put(self, place: Path, source: BinaryIO) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
        try:
            with beside.open("xb") as file:
                shutil.copyfileobj(source, file, CHUNK)
                file.flush()
                os.fsync(file.fileno())
            beside.rename(place)
        finally:
            beside.unlink(missing_ok=True)
        _flush(place.parent)


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _part(path: Path, start: int, length: int) -> bytes:
    """Most files are small: then one way there and back is enough."""
    with path.open("rb") as file:
        return os.pread(file.fileno(), length, start)


def _nothing() -> None:
    """It is closed already."""


def full(error: OSError) -> bool:
    return error.errno in FULL


def _apart(work: Callable[..., T], *args: object) -> T:
    try:
        return in_thread(partial(work, *args))
    except FileNotFoundError as error:
        raise Missing(str(error.filename)) from error
    except OSError as error:
        if full(error):
            raise StorageFull from error
        raise Unavailable("Files cannot be read or written right now. Try again in a moment.") from error


def _chunks(file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := _apart(os.pread, file.fileno(), min(CHUNK, length), start)):
        yield chunk
        start += len(chunk)
        length -= len(chunk)


def _flush(folder: Path) -> None:
    """A name is on the disk only once its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _unless_gone(_function: object, _path: str, found: tuple[type[BaseException], BaseException, object]) -> None:
    if not isinstance(found[1], FileNotFoundError):
        raise found[1]
