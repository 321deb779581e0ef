"""What bin/test, bin/check and bin/bench need: the packages of developers and the front end."""

import sys

from tools import environment, frontend, lock, packages, paths, preflight, problem


def main() -> int:
    environment.load()
    preflight.check_space(paths.data_folder())
    with lock.installing():
        packages.install(paths.REQUIREMENTS / "dev.txt")
        if "--no-front-end" not in sys.argv:
            frontend.build()
    return 0


if __name__ == "__main__":
    sys.exit(problem.told(main))
