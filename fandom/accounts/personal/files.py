"""Where the ZIP of an export is kept, and how it is written: piece by piece on this disk, then into the store."""

import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from fandom.core import clock
from fandom.core.personal import Piece
from fandom.infra import storage

NAME = "export.zip"
MIME = "application/zip"


def folder_of(export_id: str) -> str:
    """Apart from the files of fans, and after them in any order of names."""
    return f"~exports/{export_id}/"


def keep(export_id: str, pieces: Sequence[Piece], wrote: Callable[[int, int], None]) -> int:
    """Its size in bytes. `wrote(done, total)` is called after each piece."""
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        path = Path(scratch) / NAME
        write(path, pieces, wrote)
        with path.open("rb") as file:
            storage.store().put(folder_of(export_id) + NAME, file, MIME)
        return path.stat().st_size


def write(path: Path, pieces: Sequence[Piece], wrote: Callable[[int, int], None]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, piece in enumerate(pieces, 1):
            _add(archive, piece)
            wrote(number, len(pieces))


def _add(archive: zipfile.ZipFile, piece: Piece) -> None:
    """A file that went away meanwhile is left out."""
    entry = zipfile.ZipInfo(piece.path, clock.now().timetuple()[:6])
    entry.compress_type = zipfile.ZIP_STORED if piece.packed else zipfile.ZIP_DEFLATED
    try:
        chunks: Iterable[bytes] = piece.read()
    except storage.Missing:
        return
    with archive.open(entry, "w", force_zip64=True) as file:
        for chunk in chunks:
            file.write(chunk)


def read(export_id: str, size: int) -> storage.Reading:
    """Missing when it has been swept."""
    return storage.store().read(folder_of(export_id) + NAME, 0, size)


def drop(export_id: str) -> None:
    storage.store().drop(folder_of(export_id))
