"""What bin/up becomes once everything is installed."""

import argparse
import sys

from fandom.infra.embedded import EmbeddedError
from tools import console, environment, lock, paths, problem
from tools.problem import Problem
from tools.supervisor import files, orphans
from tools.supervisor.crew import Crew, Stopped
from tools.supervisor.house import House
from tools.supervisor.signals import Signals
from tools.supervisor.wish import Wish


def main() -> int:
    environment.load()
    wish = _arguments()
    data = paths.data_folder()
    lock.hold(data, wish.origin)
    orphans.end_all(data)
    crew = Crew(data, Signals())
    try:
        _run(House(wish, data, crew))
    except EmbeddedError as error:
        raise Problem(str(error)) from error
    finally:
        crew.stop()
        files.forget_run_env(data)
    return 0


def _run(house: House) -> None:
    try:
        house.open()
    except Stopped:
        console.say("\nstopping")


def _arguments() -> Wish:
    parser = argparse.ArgumentParser(prog="bin/up")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--began", type=float, required=True)
    parser.add_argument("--downloads", type=float, required=True)
    found = parser.parse_args()
    return Wish(found.host, found.port, demo=not found.no_demo, began=found.began, downloads=found.downloads)


if __name__ == "__main__":
    sys.exit(problem.told(main))
