"""The bytes of uploads on their way, in files on this machine: what they hold is how far the upload is."""

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from fandom.core.errors import Conflict, NotFound, StorageFull, TooLarge, Unavailable
from fandom.infra.storage.local import full
from fandom.infra.threadpool import in_thread

T = TypeVar("T")
MOVED = "This upload is somewhere else by now. Ask how far it is."
BEYOND = "That is more than this upload was said to have."


class Scratch:
    """Bytes are added piece by piece, each under a lock and only at the end. So of two that send the same at once one
    goes on and the other is told; and a connection that hangs keeps nobody out.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / name

    def size(self) -> int:
        """As much as is safe: a machine that loses its power now has that much after it."""
        return _apart(partial(_flushed, self.path))

    def add(self, pieces: Iterable[bytes], *, at: int, most: int) -> int:
        """How far it is then. What came before something went wrong stays."""
        file = _apart(partial(_begun, self.path))
        try:
            for piece in pieces:
                if at + len(piece) > most:
                    raise TooLarge(BEYOND)
                _apart(partial(_add, file, at, piece))
                at += len(piece)
            _apart(partial(os.fsync, file))
        finally:
            os.close(file)
        return at

    def head(self, length: int) -> bytes:
        with self.read() as file:
            return file.read(length) if file else b""

    @contextmanager
    def read(self) -> Iterator[BinaryIO | None]:
        """None when it is gone."""
        file = _apart(partial(_opened, self.path))
        try:
            yield file
        finally:
            if file:
                file.close()

    def drop(self) -> None:
        _apart(partial(self.path.unlink, missing_ok=True))


def names(folder: Path, before: str) -> list[str]:
    """Of those that are older than this id would be."""
    with suppress(FileNotFoundError):
        return sorted(name for name in os.listdir(folder) if name < before)
    return []


def _begun(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _add(file: int, at: int, piece: bytes) -> None:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        found = os.fstat(file)
        if not found.st_nlink:
            raise NotFound
        if found.st_size != at:
            raise Conflict(MOVED, code="wrong-offset")
        left = memoryview(piece)
        while left:
            written = os.pwrite(file, left, at)
            left, at = left[written:], at + written
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _flushed(path: Path) -> int:
    try:
        with path.open("rb") as file:
            os.fsync(file.fileno())
            return os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return 0


def _opened(path: Path) -> BinaryIO | None:
    try:
        return path.open("rb")
    except FileNotFoundError:
        return None


def _apart(work: Callable[[], T]) -> T:
    try:
        return in_thread(work)
    except OSError as error:
        if full(error):
            raise StorageFull from error
        raise Unavailable("Files cannot be read or written right now. Try again in a moment.") from error
