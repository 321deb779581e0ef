"""PostgreSQL and Valkey: those that the environment names, else our own."""

import os
from pathlib import Path

from fandom.infra.embedded import Postgres, Valkey
from tools.supervisor.crew import Crew

_PATIENCE_S = 60


class Servers:
    def __init__(self, data: Path) -> None:
        logs = data / "logs"
        self._named = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
        self._ours: dict[str, Postgres | Valkey] = {}
        if "DATABASE_URL" not in self._named:
            self._ours["DATABASE_URL"] = Postgres(data / "postgres", logs)
        if "REDIS_URL" not in self._named:
            self._ours["REDIS_URL"] = Valkey(data / "valkey", logs)

    def start(self, crew: Crew) -> None:
        ours = list(self._ours.values())
        for server in ours:
            server.prepare()
        children = crew.start(*[server.program() for server in ours])
        for server, child in zip(ours, children, strict=True):
            crew.until(server.is_ready, watch=[child], patience_s=_PATIENCE_S)

    def addresses(self) -> dict[str, str]:
        return self._named | {name: server.url for name, server in self._ours.items()}

    def described(self) -> str:
        ours = [server.name for server in self._ours.values()]
        return ", ".join([f"our own {' and '.join(ours)}"] * bool(ours) + [f"{name} as named" for name in self._named])
