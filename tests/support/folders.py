"""Folders for servers of our own."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_folder(prefix: str = "fandom-test-") -> Iterator[Path]:
    """Unlike pytest's own folder, one that root's PostgreSQL, which is not root, can reach."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
