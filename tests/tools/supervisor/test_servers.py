"""Which servers are used: those named, else our own."""

from pathlib import Path
from typing import cast

import psycopg
import pytest

from tests.support.folders import open_folder
from tests.tools.supervisor.standins import Quiet
from tools.supervisor.crew import Crew
from tools.supervisor.servers import Servers
from tools.supervisor.signals import Signals

pytestmark = pytest.mark.enable_socket


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


def test_named_servers_are_left_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/fandom")
    monkeypatch.setenv("REDIS_URL", "redis://there")
    crew = Crew(tmp_path, cast("Signals", Quiet()))
    found = Servers(tmp_path)
    found.start(crew)
    assert crew.children == []
    assert found.addresses() == {"DATABASE_URL": "postgresql://there/fandom", "REDIS_URL": "redis://there"}
    assert found.described() == "DATABASE_URL as named, REDIS_URL as named"


def test_one_of_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/fandom")
    found = Servers(tmp_path)
    assert found.addresses()["REDIS_URL"].startswith("unix:///")
    assert found.described() == "our own valkey, DATABASE_URL as named"


def test_our_own_are_up_when_started() -> None:
    with open_folder() as data:
        crew = Crew(data, cast("Signals", Quiet()))
        found = Servers(data)
        try:
            found.start(crew)
            psycopg.connect(found.addresses()["DATABASE_URL"]).close()
            assert found.described() == "our own postgres and valkey"
        finally:
            crew.stop()
