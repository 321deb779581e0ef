"""Where the file of an import lies until it is read: for nobody but its worker."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fandom.infra import storage

MIME = "application/octet-stream"


def folder_of(import_id: str) -> str:
    """Apart from the files of fans, and after them in any order of names."""
    return f"~history/{import_id}/"


def keep(import_id: str, file: BinaryIO) -> None:
    storage.store().put(_key(import_id), file, MIME)


@contextmanager
def fetched(import_id: str) -> Iterator[Path]:
    """A copy on this machine. Missing when it is gone."""
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        path = Path(scratch) / "history"
        storage.store().fetch(_key(import_id), path)
        yield path


def drop(import_id: str) -> None:
    storage.store().drop(folder_of(import_id))


def _key(import_id: str) -> str:
    return folder_of(import_id) + "file"
