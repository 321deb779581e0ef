"""The order in which Fandom comes to life."""

import os
import resource
from pathlib import Path

from fandom import config
from fandom.config import Settings
from fandom.infra.program import Program
from tools import console, pictures, preflight
from tools.problem import Problem
from tools.supervisor import database, files, greeting, probe, programs
from tools.supervisor.child import Child
from tools.supervisor.crew import Crew, hopeless
from tools.supervisor.servers import Servers
from tools.supervisor.wish import Wish

_WEB_S = 90


class House:
    def __init__(self, wish: Wish, data: Path, crew: Crew) -> None:
        self._wish = wish
        self._data = data
        self._logs = data / "logs"
        self._crew = crew

    def open(self) -> None:
        _raise_file_limit()
        # Held here, so that a restart of the web processes refuses nobody.
        with preflight.listen(self._wish.host, self._wish.port) as listening:
            settings = self._servers()
            self._migrate(settings.database_url)
            [web] = self._crew.start(programs.web(self._logs, listening.fileno()))
            self._demo(settings.database_url)
            self._await_web(web)
            greeting.say(self._wish, settings, self._data)
            self._crew.join(*programs.workers(self._logs))
            if self._wish.demo and pictures.wanted():
                self._crew.join(programs.pictures(self._logs))
            self._crew.run()

    def _servers(self) -> Settings:
        with console.step("servers") as step:
            found = Servers(self._data)
            found.start(self._crew)
            files.write_run_env(self._data, found.addresses() | self._own())
            step.detail = found.described()
        settings = config.from_environment()
        if not database.answers(settings.database_url):
            raise Problem("The server that DATABASE_URL names does not let us in: see that it runs and knows us.")
        return settings

    def _own(self) -> dict[str, str]:
        secret = os.environ.get("FANDOM_SECRET") or files.secret(self._data)
        return {"FANDOM_SECRET": secret, "FANDOM_ORIGIN": os.environ.get("FANDOM_ORIGIN") or self._wish.origin}

    def _migrate(self, url: str) -> None:
        if not database.is_current(url):
            self._once("migrations", programs.migrate(self._logs))

    def _demo(self, url: str) -> None:
        if self._wish.demo and not (files.is_seeded(self._data) and database.has_shows(url)):
            self._fill()

    def _fill(self) -> None:
        """A house without its demo is a house all the same."""
        try:
            self._once("demo", programs.seed(self._logs))
            files.mark_seeded(self._data)
        except Problem as problem:
            console.say(str(problem))

    def _once(self, name: str, recipe: Program) -> None:
        with console.step(name) as step:
            if self._crew.run_once(recipe, step.waiting) != 0:
                raise hopeless(recipe)

    def _await_web(self, web: Child) -> None:
        with console.step("web") as step:
            self._crew.until(lambda: probe.is_ready(self._wish), watch=[web], patience_s=_WEB_S)
            step.detail = "answers /readyz"


def _raise_file_limit() -> None:
    """Each open socket of a visitor is a file; children inherit the limit."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
