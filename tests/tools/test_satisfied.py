"""Whether an environment holds what a lock file says."""

from importlib.metadata import version
from pathlib import Path

from tools import paths, satisfied


def test_what_is_there_is_not_missed() -> None:
    assert satisfied.missing(f"pytest=={version('pytest')} \\\n    --hash=sha256:00\n") == []


def test_what_is_absent_or_old_is_missed() -> None:
    lock = "Py_Test==0.1 \\\n    --hash=sha256:00\nno-such-package==1.0 \\\n    --hash=sha256:00\n"
    assert satisfied.missing(lock) == ["Py_Test", "no-such-package"]


def test_what_is_for_other_machines_is_not_missed() -> None:
    assert satisfied.missing("no-such-package==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n") == []


def test_our_own_locks_are_understood() -> None:
    for name in ("base.txt", "dev.txt", "node.txt"):
        text = (paths.REQUIREMENTS / name).read_text()
        assert len(satisfied.pins(text)) == sum(not line.startswith(" ") for line in text.splitlines())


def test_this_environment_holds_its_lock(tmp_path: Path) -> None:
    assert satisfied.main(str(paths.REQUIREMENTS / "dev.txt")) == 0
    (tmp_path / "more.txt").write_text("no-such-package==1.0 \\\n    --hash=sha256:00\n")
    assert satisfied.main(str(tmp_path / "more.txt")) == 1


def test_developers_have_what_production_has() -> None:
    base, dev = (_versions(name) for name in ("base.txt", "dev.txt"))
    assert base <= dev


def _versions(lock: str) -> set[str]:
    return {pin.split(" ;")[0] for pin in satisfied.pins((paths.REQUIREMENTS / lock).read_text())}


def test_locks_name_no_registry_and_hash_everything() -> None:
    for lock in paths.REQUIREMENTS.glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(satisfied.pins(text))
