"""What the supervisor keeps in the data folder."""

import stat
from pathlib import Path

from fandom import config
from tools.supervisor import files


def test_the_secret_is_made_once_and_for_our_eyes(tmp_path: Path) -> None:
    first = files.secret(tmp_path)
    assert files.secret(tmp_path) == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_the_command_line_reads_what_runs_here(tmp_path: Path) -> None:
    urls = {
        "DATABASE_URL": "postgresql://fandom:a=b@/fandom?host=%2Fa%20b",
        "REDIS_URL": "unix:///a%20b/valkey.sock",
        "FANDOM_SECRET": "s",
        "FANDOM_ORIGIN": "http://127.0.0.1:9000",
    }
    files.write_run_env(tmp_path, urls)
    found = config.from_environment({"FANDOM_DATA": str(tmp_path)})
    assert found.database_url == "postgresql+psycopg://fandom:a=b@/fandom?host=%2Fa%20b"
    assert (found.redis_url, found.secret, found.origin) == (urls["REDIS_URL"], "s", "http://127.0.0.1:9000")
    assert stat.S_IMODE((tmp_path / "run.env").stat().st_mode) == 0o600


def test_it_is_forgotten_with_the_servers(tmp_path: Path) -> None:
    files.write_run_env(tmp_path, {"REDIS_URL": "x"})
    files.forget_run_env(tmp_path)
    files.forget_run_env(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_part_of_a_killed_write_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "secret.part").write_text("half")
    assert files.secret(tmp_path) != "half"


def test_the_demo_is_made_once(tmp_path: Path) -> None:
    assert not files.is_seeded(tmp_path)
    files.mark_seeded(tmp_path)
    assert files.is_seeded(tmp_path)
