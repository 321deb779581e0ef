"""Videos that lie in a bucket: `s3://bucket/key`, told apart by their ETag, and fetched to this machine to be read.

What was fetched is kept in the data folder until others need its room: those that were read longest ago go first.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fandom.core.errors import Unavailable
from fandom.infra import site
from fandom.infra.storage.s3 import S3
from fandom.infra.storage.store import Missing

# As a Path writes it, which has no empty names in it.
SCHEME, BEGIN = "s3://", "s3:/"
NO_BUCKET = "This place has no account of S3: whoever runs it names one in the settings FANDOM_S3_…"
NO_ROOM = "This video is larger than the room that FANDOM_FILMS_MAX leaves for videos."


def is_remote(path: Path) -> bool:
    return str(path).startswith(BEGIN)


def address(path: Path) -> str:
    """As people write it."""
    return SCHEME + str(path).removeprefix(BEGIN)


def stamp_of(path: Path) -> str:
    """FileNotFoundError when there is no such object, Unavailable while its store does not answer."""
    size, tag = _asked(path)
    return hashlib.sha256(f"{size} {tag} {address(path)}".encode()).hexdigest()[:32]


def below(prefix: str) -> tuple[str, ...]:
    """Addresses of the objects below `s3://bucket/prefix`, in order."""
    store, key = _store(Path(prefix))
    return tuple(f"{SCHEME}{store.bucket.name}/{each}" for each in store.keys(key))


@contextmanager
def local(path: Path) -> Iterator[Path]:
    """Where it can be read on this machine meanwhile. Files lie where they are."""
    if not is_remote(path):
        yield path
        return
    folder = site.settings().data / "films"
    folder.mkdir(parents=True, exist_ok=True)
    stamp = stamp_of(path)
    kept = folder / stamp
    with _held(kept, fcntl.LOCK_EX) as lock:
        if not kept.exists():
            _fetch(path, stamp, kept)
        os.utime(kept)
        # From here on others may read it too, and nobody takes it away.
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield kept


def _fetch(path: Path, stamp: str, kept: Path) -> None:
    store, key = _store(path)
    size, _ = _asked(path)
    _make_room(kept.parent, size)
    part = kept.with_suffix(".part")
    try:
        store.fetch(key, part)
        if stamp_of(path) != stamp:
            raise FileNotFoundError(f"{address(path)} changed while it was fetched")
        part.rename(kept)
    except Missing as error:
        raise FileNotFoundError(address(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _make_room(folder: Path, size: int) -> None:
    most = site.settings().films_max
    if size > most:
        raise Unavailable(NO_ROOM)
    kept = sorted((each.stat().st_mtime, each) for each in folder.iterdir() if not each.suffix)
    used = sum(each.stat().st_size for _, each in kept)
    for _, each in kept:
        if used + size <= most:
            return
        used -= _dropped(each)


def _dropped(kept: Path) -> int:
    """How much room it gave; none while somebody reads it."""
    size = kept.stat().st_size
    try:
        with _held(kept, fcntl.LOCK_EX | fcntl.LOCK_NB):
            kept.unlink(missing_ok=True)
    except BlockingIOError:
        return 0
    return size


@contextmanager
def _held(kept: Path, how: int) -> Iterator[int]:
    lock = os.open(kept.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, how)
        yield lock
    finally:
        os.close(lock)


def _asked(path: Path) -> tuple[int, str]:
    store, key = _store(path)
    try:
        return store.head(key)
    except Missing as error:
        raise FileNotFoundError(address(path)) from error


def _store(path: Path) -> tuple[S3, str]:
    name, _, key = str(path).removeprefix(BEGIN).partition("/")
    account = site.settings().bucket
    if account is None:
        raise Unavailable(NO_BUCKET)
    return S3(replace(account, name=name)), key
