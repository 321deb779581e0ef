"""Our own PostgreSQL: its data folder, what it is started with, and its address."""

import os
import secrets
import shutil
import signal
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg

from fandom.infra.embedded import binaries, owner, stale
from fandom.infra.embedded.errors import EmbeddedError
from fandom.infra.program import Program, last_lines

DATABASE = "fandom"
_SOCKET = ".s.PGSQL.5432"
_SETTINGS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "max_connections": "200",
    "shared_buffers": "128MB",
    # Our statements are short: compiling one takes longer than running it.
    "jit": "off",
}
# Where the data go when root's server, which is not root, cannot reach the wanted folder.
_AWAY = Path("/var/lib/fandom")
_AWAY_FAST = Path("/tmp/fandom-tests")  # noqa: S108 - closed to all but the server's user
# For tests only: data that need not survive a crash of the machine.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class Postgres:
    name = "postgres"

    def __init__(self, folder: Path, logs: Path, *, fast: bool = False) -> None:
        self._user = owner.server_user()
        self._home = owner.home(folder, self._user, _AWAY_FAST if fast else _AWAY)
        self._data = self._home / "data"
        self._logs = logs
        self._fast = fast
        self._sockets = owner.socket_folder(self._home, _SOCKET, self._user)

    @property
    def is_new(self) -> bool:
        return not self._data.exists()

    @property
    def url(self) -> str:
        return self._url(DATABASE)

    def prepare(self) -> None:
        """Makes the data folder when there is none; ends what a killed start has left behind."""
        self._logs.mkdir(parents=True, exist_ok=True)
        stale.end_orphan(self._data)
        if self.is_new:
            self._make()

    def program(self) -> Program:
        return Program(
            name=self.name,
            argv=(str(self._bin / "postgres"), "-D", str(self._data), *self._flags()),
            log=self._logs / "postgres.log",
            env={"PATH": os.defpath},
            cwd=self._home,
            user=self._user,
            # "Fast": ends sessions, writes everything out. The same when we are killed.
            stop=signal.SIGINT,
            at_once=signal.SIGQUIT,
            orphaned=signal.SIGQUIT if self._fast else signal.SIGINT,
        )

    def remove(self) -> None:
        shutil.rmtree(self._home, ignore_errors=True)

    def is_ready(self) -> bool:
        try:
            with psycopg.connect(self._url("postgres"), autocommit=True, connect_timeout=2) as connection:
                _ensure_database(connection)
        except psycopg.OperationalError:
            return False
        return True

    @cached_property
    def _bin(self) -> Path:
        made_by = self._data / "PG_VERSION"
        major = int(made_by.read_text()) if made_by.exists() else None
        return owner.programs(binaries.postgres(major), self._home, self._user)

    def _make(self) -> None:
        part = self._home / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        recipe = self._initdb(part)
        recipe.log.unlink(missing_ok=True)
        if recipe.start().wait() != 0:
            raise EmbeddedError(f"PostgreSQL could not make its data folder: {_complaint(last_lines(recipe.log, 50))}")
        part.rename(self._data)

    def _initdb(self, folder: Path) -> Program:
        return Program(
            name="initdb",
            argv=(str(self._bin / "initdb"), "-D", str(folder), *self._initdb_flags()),
            log=self._logs / "initdb.log",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            cwd=self._home,
            user=self._user,
        )

    def _initdb_flags(self) -> list[str]:
        flags = ["--username=fandom", "--encoding=UTF8", *_locale(binaries.postgres().major)]
        if self._fast:
            return [*flags, "--auth=trust", "--no-sync"]
        return [*flags, "--auth=scram-sha-256", f"--pwfile={self._new_password_file()}"]

    def _new_password_file(self) -> Path:
        path = self._password_file
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24))
        if self._user is not None:
            os.chown(path, self._user, self._user)
        return path

    @property
    def _password_file(self) -> Path:
        return self._home / "password"

    def _flags(self) -> list[str]:
        # A list of folders, so that commas and spaces need the quotes.
        settings = _SETTINGS | {"unix_socket_directories": f'"{self._sockets}"'} | (_FAST if self._fast else {})
        return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]

    def _url(self, database: str) -> str:
        secret = f":{self._password_file.read_text()}" if self._password_file.exists() else ""
        return f"postgresql://fandom{secret}@/{database}?host={quote(str(self._sockets), safe='')}"


def _ensure_database(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone() is None:
        connection.execute(f"CREATE DATABASE {DATABASE}")


def _locale(major: int) -> tuple[str, ...]:
    """The same order and case rules on every machine; UTF-8 case rules where PostgreSQL brings them itself."""
    return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale") if major >= 17 else ("--no-locale",)


def _complaint(said: list[str]) -> str:
    if any("No space left on device" in line for line in said):
        return "the disk is full. Make room, or set FANDOM_DATA to a folder on another disk."
    errors = [line for line in said if "error:" in line or "FATAL" in line]
    return (errors or said or ["it said nothing"])[0].strip()
