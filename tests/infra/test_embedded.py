"""Servers of our own: started, spoken to, ended, and found again after a crash."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from fandom.infra import embedded
from fandom.infra.embedded import EmbeddedError, Postgres, Valkey, owner, stale
from fandom.infra.program import Program
from tests.support.folders import open_folder
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def open_path() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


def test_both_answer_and_end_with_the_block(tmp_path: Path) -> None:
    with embedded.servers(tmp_path / "a folder, with a comma") as urls:
        with psycopg.connect(urls.database) as connection:
            assert connection.execute("SELECT lower('ÉÄ'), current_setting('TimeZone')").fetchone() == ("éä", "UTC")
        cache = Redis.from_url(urls.redis)
        assert cache.ping()
        pid = int(cache.info("server")["process_id"])
        cache.close()
    assert not _alive(pid)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(urls.database)


def test_nothing_listens_beyond_the_machine(tmp_path: Path) -> None:
    with embedded.servers(tmp_path) as urls:
        with psycopg.connect(urls.database) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        with Redis.from_url(urls.redis) as cache:
            assert cache.config_get("port") == {"port": "0"}


@pytest.mark.parametrize("name", ["very long " * 15, "q'u\"o,t=é s"])
def test_names_of_any_length_and_kind_fit(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "data"
    with embedded.servers(folder) as urls, Redis.from_url(urls.redis) as cache:
        psycopg.connect(urls.database).close()
        assert cache.client_info()["cmd"] == "client|info"


def test_kept_data_are_there_again_and_ask_for_a_password(open_path: Path) -> None:
    with embedded.servers(open_path, fast=False) as urls:
        assert ":@" not in urls.database
        with psycopg.connect(urls.database) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with pytest.raises(psycopg.OperationalError, match=r"password|fe_sendauth"):
            psycopg.connect(_without_password(urls.database))
    with embedded.servers(open_path, fast=False) as urls, psycopg.connect(urls.database) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_killed_server_starts_again_with_what_was_committed(open_path: Path) -> None:
    first = Postgres(open_path / "postgres", open_path / "logs")
    first.prepare()
    process = first.program().start()
    until(first.is_ready)
    with psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    process.kill()
    process.wait()
    with embedded.servers(open_path, fast=False) as urls, psycopg.connect(urls.database) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_an_orphan_is_ended_before_a_new_start(open_path: Path) -> None:
    orphan = Postgres(open_path / "postgres", open_path / "logs")
    orphan.prepare()
    process = orphan.program().start()
    until(orphan.is_ready)
    Postgres(open_path / "postgres", open_path / "logs").prepare()
    assert process.wait(timeout=PATIENCE_S) == 0


def test_a_lock_whose_number_belongs_to_somebody_else_is_taken_away(tmp_path: Path) -> None:
    lock = tmp_path / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{tmp_path}\n")
    stale.end_orphan(tmp_path)
    assert not lock.exists()


def test_a_half_made_data_folder_is_made_anew(tmp_path: Path) -> None:
    postgres = Postgres(tmp_path / "postgres", tmp_path / "logs", fast=True)
    half = tmp_path / "postgres" / "data.part"
    half.mkdir(parents=True, exist_ok=True)
    (half / "PG_VERSION").write_text("18\n")
    postgres.prepare()
    assert not postgres.is_new


def test_data_of_a_version_that_is_not_here_are_left_alone(open_path: Path) -> None:
    Postgres(open_path / "postgres", open_path / "logs", fast=True).prepare()
    (open_path / "postgres" / "data" / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL 9 .* DATABASE_URL"):
        Postgres(open_path / "postgres", open_path / "logs", fast=True).program()


def test_a_server_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Program(name="valkey", argv=("/bin/sh", "-c", "echo no room; exit 3"), log=tmp_path / "valkey.log")
    monkeypatch.setattr(Valkey, "program", lambda _: broken)
    with pytest.raises(EmbeddedError, match="valkey did not start: no room"), embedded.servers(tmp_path):
        pass


def test_the_folder_of_a_server_is_closed_to_others(tmp_path: Path) -> None:
    with embedded.servers(tmp_path) as urls:
        folder = Path(Redis.from_url(urls.redis).connection_pool.connection_kwargs["path"]).parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_another_owns_below_tmp_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    deep = tmp_path / ("x" * 120)
    short = Path("/tmp") / f"fandom-{owner._short(deep)}"
    short.mkdir()
    try:
        with pytest.raises(EmbeddedError, match="belongs to somebody else"):
            owner.socket_folder(deep, "valkey.sock", None)
    finally:
        short.rmdir()


@pytest.mark.parametrize(("mode", "reaches"), [(0o700, False), (0o711, True)])
def test_whom_a_folder_lets_through(tmp_path: Path, mode: int, reaches: bool) -> None:
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(mode)
    assert owner._may_search(closed, owner.NOBODY) is reaches


def test_a_closed_home_sends_the_data_elsewhere_and_leaves_a_link(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    found = owner.home(closed / "postgres", owner.NOBODY if os.geteuid() == 0 else 4711, tmp_path / "away")
    assert found.parent == tmp_path / "away"
    assert (closed / "postgres").resolve() == found


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _without_password(url: str) -> str:
    head, tail = url.split("@", 1)
    return f"{head.rsplit(':', 1)[0]}@{tail}"
