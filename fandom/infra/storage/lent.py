"""Files that are not ours: an operator's own, at an absolute path, read there and never written, through no link."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from io import FileIO
from pathlib import Path
from typing import TypeVar

from fandom.core.errors import Unavailable
from fandom.infra.storage.store import CHUNK, Missing, Reading
from fandom.infra.threadpool import in_thread

T = TypeVar("T")
# Where the system can, only to go through: one may pass a folder that one may not list.
FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Not waiting: what was a file may have become a pipe.
PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
ELSEWHERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EACCES, errno.ENXIO, errno.EMLINK})


def stamp_of(path: Path, found: os.stat_result) -> str:
    """Which bytes lie there, told without reading them: other bytes, another stamp."""
    said = f"{found.st_size} {found.st_mtime_ns} ".encode() + os.fsencode(path)
    return hashlib.sha256(said).hexdigest()[:32]


class Lent:
    """The bytes at `path` as long as they have this stamp; then they are Missing, also in the middle of a reading."""

    def __init__(self, path: Path, stamp: str) -> None:
        self.path, self.stamp = path, stamp

    def check(self) -> None:
        _apart(self._opened).close()

    def read(self, start: int, length: int) -> Reading:
        file = _apart(self._opened)
        return Reading(self._chunks(file, start, length), file.close)

    def _chunks(self, file: FileIO, start: int, length: int) -> Iterator[bytes]:
        with file:
            while length > 0:
                chunk = _apart(self._part, file.fileno(), start, min(CHUNK, length))
                yield chunk
                start += len(chunk)
                length -= len(chunk)

    def _part(self, file: int, start: int, length: int) -> bytes:
        chunk = os.pread(file, length, start)
        # Asked afterwards: what was written over it since it was opened is not sent as if it were the rest.
        if not chunk or not self._is_it(file):
            raise Missing("It has changed while it was sent.")
        return chunk

    def _opened(self) -> FileIO:
        file = _reached(self.path)
        if not self._is_it(file):
            os.close(file)
            raise Missing("Other bytes lie there.")
        return os.fdopen(file, "rb", buffering=0)

    def _is_it(self, file: int) -> bool:
        found = os.fstat(file)
        return stat.S_ISREG(found.st_mode) and stamp_of(self.path, found) == self.stamp


def _apart(work: Callable[..., T], *args: object) -> T:
    try:
        return in_thread(partial(work, *args))
    except OSError as error:
        if error.errno in ELSEWHERE:
            raise Missing("It is not there any more.") from error
        raise Unavailable("Files cannot be read right now. Try again in a moment.") from error


def _reached(path: Path) -> int:
    """Folder by folder, so that none of them is a link, not even one that was put there a moment ago."""
    folder = os.open(path.anchor, FOLDER)
    try:
        for name in path.parts[1:-1]:
            inner = os.open(name, FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(path.name, PLAIN, dir_fd=folder)
    finally:
        os.close(folder)
