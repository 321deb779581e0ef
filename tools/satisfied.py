"""Run by the environment's own Python: ends well when that environment holds what a lock file says."""

import re
import sys
from importlib.metadata import distributions
from pathlib import Path


def main(lock: str) -> int:
    try:
        return 1 if missing(Path(lock).read_text()) else 0
    except ImportError:
        # Nothing is installed yet.
        return 1


def missing(lock: str) -> list[str]:
    from packaging.requirements import Requirement

    present = {_plain(found.name): found.version for found in distributions()}
    wanted = [Requirement(line) for line in pins(lock)]
    here = [one for one in wanted if one.marker is None or one.marker.evaluate()]
    return [
        one.name for one in here if not one.specifier.contains(present.get(_plain(one.name), "0"), prereleases=True)
    ]


def pins(lock: str) -> list[str]:
    lines = re.findall(r"^([A-Za-z0-9][^\\\n]*==[^\\\n]*)", lock, re.MULTILINE)
    return [line.strip() for line in lines]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
