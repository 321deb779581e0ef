"""bin/up: makes the copy ready to run, then becomes the supervisor that runs it."""

import argparse
import os
import sys
import time

from tools import console, environment, frontend, lock, packages, paths, preflight, problem


def main() -> int:
    began = time.time()
    environment.load()
    wish = _arguments()
    console.say("Fandom starts: seeing what is here")
    preflight.check(paths.data_folder(), wish.host, wish.port)
    with lock.installing():
        downloads = packages.install(paths.REQUIREMENTS / "base.txt") + frontend.build()
    _become_supervisor(wish, began, downloads)
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/up", description="Starts a living Fandom; Ctrl-C stops it.")
    parser.add_argument("--host", default=os.environ.get("FANDOM_HOST", "127.0.0.1"), help="address to listen on")
    parser.add_argument("--port", type=int, default=os.environ.get("FANDOM_PORT", "8000"), help="port to listen on")
    parser.add_argument("--no-demo", action="store_true", help="start with an empty house")
    return parser.parse_args()


def _become_supervisor(wish: argparse.Namespace, began: float, downloads: float) -> None:
    """The same process goes on under the environment's Python: whoever started us has one pid to end."""
    arguments = [f"--host={wish.host}", f"--port={wish.port}", f"--began={began}", f"--downloads={downloads}"]
    if wish.no_demo:
        arguments.append("--no-demo")
    os.chdir(paths.ROOT)
    os.execv(paths.VENV_PYTHON, [str(paths.VENV_PYTHON), "-m", "tools.supervisor", *arguments])


if __name__ == "__main__":
    sys.exit(problem.told(main))
