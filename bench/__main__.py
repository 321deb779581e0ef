"""bin/bench [name …]: runs the measurements named, or all. Each is a module here with `run()` that gives a Table."""

import sys
from importlib import import_module
from pkgutil import iter_modules

import bench


def names() -> list[str]:
    return sorted(each.name for each in iter_modules(bench.__path__) if not each.ispkg and each.name not in HIDDEN)


HIDDEN = {"__main__", "table"}


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(names())}.")
        return 2
    for name in wanted or names():
        print(f"\n## {name}\n", flush=True)
        print(import_module(f"bench.{name}").run(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
