"""Which bytes lie at a path, told without reading them."""

import errno
import stat
from pathlib import Path

from fandom.clips import remote
from fandom.infra.storage import lent


def stamp_of(path: Path) -> str:
    """Other bytes, another stamp. OSError when no plain file lies at this absolute path itself: links are not
    followed, so that what was named once never becomes a way to somewhere else. Objects in buckets say theirs."""
    if remote.is_remote(path):
        return remote.stamp_of(path)
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or path.resolve(strict=True) != path:
        raise FileNotFoundError(errno.ENOENT, "No plain file lies there", str(path))
    return lent.stamp_of(path, found)


def stamp_if_there(path: Path) -> str | None:
    try:
        return stamp_of(path)
    except OSError:
        return None
