"""The front end is built when its sources have changed, and the old one is kept when that fails."""

from pathlib import Path

import pytest

from tools import commands, frontend, node, paths
from tools.commands import Failed
from tools.node import Node
from tools.problem import Problem

_NODE = Node(npm=("npm",), env={}, name="Node 20")


class Npm:
    """Stands in for npm; `fails` names the command that does."""

    def __init__(self, root: Path) -> None:
        self.ran: list[str] = []
        self.fails = ""
        self._dist = root / "fandom/web/static/dist"

    def __call__(self, argv, **_more):  # type: ignore[no-untyped-def]
        self.ran.append(argv[1])
        if argv[1] == self.fails:
            (self._dist / "manifest.json").unlink(missing_ok=True)
            raise Failed("npm", "npm error network")
        folder = self._dist if argv[1] == "run" else paths.ROOT / "node_modules"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "manifest.json").write_text("{}")


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Npm:
    src = tmp_path / "fandom/web/static/src"
    src.mkdir(parents=True)
    (src / "app.js").write_text("1")
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(frontend, "_STATIC", src.parent)
    monkeypatch.setattr(frontend, "_DIST", src.parent / "dist")
    monkeypatch.setattr(frontend, "_MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(node, "of_the_system", lambda: _NODE)
    found = Npm(tmp_path)
    monkeypatch.setattr(commands, "run", found)
    return found


def test_it_is_built_once(npm: Npm) -> None:
    frontend.build()
    frontend.build()
    assert npm.ran == ["ci", "run"]


def test_a_changed_source_builds_anew_without_fetching(npm: Npm) -> None:
    frontend.build()
    (paths.ROOT / "fandom/web/static/src/app.js").write_text("2")
    frontend.build()
    assert npm.ran == ["ci", "run", "run"]


def test_a_changed_lock_fetches_anew(npm: Npm) -> None:
    frontend.build()
    (paths.ROOT / "package-lock.json").write_text("{ }")
    frontend.build()
    assert npm.ran == ["ci", "run", "ci", "run"]


@pytest.mark.parametrize("fails", ["ci", "run"])
def test_without_a_bundle_a_failure_is_a_problem(npm: Npm, fails: str) -> None:
    npm.fails = fails
    with pytest.raises(Problem, match=r"could not be built .npm error network"):
        frontend.build()


def test_the_bundle_that_is_there_outlives_a_failure(npm: Npm, capsys: pytest.CaptureFixture[str]) -> None:
    frontend.build()
    (paths.ROOT / "fandom/web/static/src/app.js").write_text("broken")
    npm.fails = "run"
    assert frontend.build() == 0.0
    assert (paths.ROOT / "fandom/web/static/dist/manifest.json").exists()
    assert "the one that is there is used" in capsys.readouterr().out
    npm.fails = ""
    frontend.build()
    assert npm.ran[-1] == "run"


def test_names_count_as_well_as_contents(npm: Npm) -> None:
    before = frontend.digest(frontend._sources())
    source = paths.ROOT / "fandom/web/static/src/app.js"
    source.rename(source.with_name("other.js"))
    assert frontend.digest(frontend._sources()) != before
