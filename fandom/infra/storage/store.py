"""What a place for files can do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

# How much of a file is in memory while it is sent.
CHUNK = 256 * 1024


class Missing(LookupError):
    """There is no file under this key."""


class Reading:
    """Bytes of a file in chunks; to be closed, read or not."""

    def __init__(self, chunks: Iterator[bytes], close: Callable[[], object]) -> None:
        self._chunks = chunks
        self._close = close

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def close(self) -> None:
        self._close()


class Store(Protocol):
    """Keys are relative paths. Raises Missing, and of core.errors Unavailable and StorageFull."""

    def put(self, key: str, source: BinaryIO, mime: str) -> None:
        """All of it or nothing, and for good once this returns; what was there under this key is replaced."""

    def read(self, key: str, start: int, length: int) -> Reading:
        """These bytes. Missing comes at once, not with the first chunk."""

    def fetch(self, key: str, to: Path) -> None:
        """A copy in a file on this machine, whole."""

    def discard(self, key: str) -> None:
        """This one; not being there is fine."""

    def drop(self, folder: str) -> None:
        """Everything below `folder`, which ends with a slash; nothing there is fine."""

    def folders(self, after: str, until: str) -> Iterator[str]:
        """Names of folders of files, in order: those between two ids."""

    def path(self, key: str) -> Path | None:
        """Where it lies on this machine, for a web server that is to send it; None when it does not."""

    def examine(self) -> str:
        """Tries it with a small file and says what it is, for people."""
