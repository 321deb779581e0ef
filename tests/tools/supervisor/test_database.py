"""What the supervisor asks the database itself."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.script import ScriptDirectory

from tests.support.servers import TEMPLATE, Servers
from tools import paths
from tools.supervisor import database

pytestmark = pytest.mark.enable_socket


def _migration(folder: Path, name: str, after: str) -> None:
    text = f'revision: str = "{name}"\ndown_revision: str | None = {after}\n\ndef upgrade(): pass\n'
    (folder / f"{name}_x.py").write_text(text)


def test_the_head_is_what_nothing_comes_after(tmp_path: Path) -> None:
    _migration(tmp_path, "0001", "None")
    _migration(tmp_path, "0003", "'0002'")
    _migration(tmp_path, "0002", '"0001"')
    assert database.heads(tmp_path) == {"0003"}


def test_alembic_sees_the_same_head() -> None:
    assert database.heads(paths.ROOT / "migrations/versions") == set(
        ScriptDirectory(str(paths.ROOT / "migrations")).get_heads()
    )


def test_a_migrated_database_is_current_and_empty(servers: Servers) -> None:
    url = servers.url(TEMPLATE)
    assert database.answers(url)
    assert database.is_current(url)
    assert not database.has_shows(url)
    assert not database.has_people(url)


def test_a_bare_database_is_neither(servers: Servers) -> None:
    url = servers.fresh("bare", template=None)
    assert not database.is_current(url)
    assert not database.has_shows(url)
    with psycopg.connect(database.driver_url(url)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_missing_table_is_no_error_in_the_log(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    url = servers.fresh("quiet", template=None)
    asked: list[object] = []
    execute = psycopg.Connection.execute

    def heard(connection: psycopg.Connection, question: Any, *rest: Any) -> Any:
        asked.append(question)
        return execute(connection, question, *rest)

    monkeypatch.setattr(psycopg.Connection, "execute", heard)
    assert not database.is_current(url)
    assert asked == ["SELECT to_regclass(%s)"]


def test_no_database_answers_nothing(tmp_path: Path) -> None:
    url = f"postgresql://x@/x?host={tmp_path}"
    assert not database.answers(url)
    assert not database.is_current(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_as_libpq_wants_it(scheme: str) -> None:
    assert database.driver_url(f"{scheme}://a@h/d?x=postgres://") == "postgresql://a@h/d?x=postgres://"
