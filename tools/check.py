"""bin/check: lint, form, types, contracts and the file cap; then how far the aims are met."""

import subprocess
import sys
from pathlib import Path

from tools import measure, paths
from tools.console import say

_BIN = Path(sys.executable).parent
_GATES: dict[str, list[str]] = {
    "lint": [sys.executable, "-m", "ruff", "check"],
    "form": [sys.executable, "-m", "ruff", "format", "--check"],
    "types": [sys.executable, "-m", "mypy"],
    "contracts": [sys.executable, str(_BIN / "lint-imports")],
}


def main() -> int:
    failed = [name for name, argv in _GATES.items() if not _passes(name, argv)]
    too_long = measure.over_cap()
    for line in too_long:
        say(line)
    for line in ["", *measure.aims().lines()]:
        say(line)
    if failed or too_long:
        say(f"\nfailed: {', '.join([*failed, *(['file cap'] if too_long else [])])}")
    return 1 if failed or too_long else 0


def _passes(name: str, argv: list[str]) -> bool:
    say(f"\n{name}")
    return subprocess.run(argv, cwd=paths.ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
