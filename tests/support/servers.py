"""PostgreSQL and Valkey for a test run: started once, migrated once, one cloned database per xdist worker."""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from fandom.app import create_app
from fandom.infra import embedded
from tests.support.configured import settings

TEMPLATE = "fandom_template"


@dataclass(frozen=True)
class Servers:
    """`database` is a maintenance URL; `redis` a URL without a database number."""

    database: str
    redis: str

    def url(self, name: str) -> str:
        return make_url(self.database).set(drivername="postgresql+psycopg", database=name).render_as_string(False)

    def fresh(self, name: str, template: str | None = TEMPLATE) -> str:
        """An empty, migrated database of this name, made anew."""
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        source = f' TEMPLATE "{template}"' if template else ""
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}"{source}'))
        engine.dispose()
        return self.url(name)


def migrate(servers: Servers) -> None:
    app = create_app(settings(servers.fresh(TEMPLATE, template=None), ""))
    with app.app_context():
        upgrade()
        app.extensions["sqlalchemy"].engine.dispose()


class Run:
    """The servers of one run; in an xdist worker, those of its controller."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._stack = ExitStack()
        self._servers: Servers | None = None

    @property
    def servers(self) -> Servers:
        if self._servers is None:
            handed = getattr(self._config, "workerinput", {}).get("servers")
            self._servers = Servers(*handed) if handed else self._start()
        return self._servers

    def _start(self) -> Servers:
        folder = Path(self._config._tmp_path_factory.mktemp("servers"))  # type: ignore[attr-defined]
        urls = self._stack.enter_context(embedded.servers(folder))
        found = Servers(urls.database, urls.redis)
        migrate(found)
        return found

    def stop(self) -> None:
        self._stack.close()


RUN = pytest.StashKey[Run]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RUN] = Run(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[RUN].stop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:  # type: ignore[no-untyped-def]
    found = node.config.stash[RUN].servers
    node.workerinput["servers"] = (found.database, found.redis)


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest) -> Servers:
    return request.config.stash[RUN].servers


@pytest.fixture(scope="session")
def worker_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture(scope="session")
def database_url(servers: Servers, worker_number: int) -> str:
    return servers.fresh(f"test_{worker_number}")


@pytest.fixture(scope="session")
def redis_url(servers: Servers, worker_number: int) -> str:
    """A Redis database of this xdist worker's own; 0 is for processes that tests start."""
    return f"{servers.redis}?db={worker_number * 2 + 1}"


@pytest.fixture
def committed_url(servers: Servers, worker_number: int, request: pytest.FixtureRequest) -> str:
    """A database for tests that really commit: races, other processes. Made anew for each."""
    return servers.fresh(f"committed_{worker_number}")
