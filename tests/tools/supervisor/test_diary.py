"""The supervisor's own log."""

import json
from pathlib import Path

import pytest

from tools.supervisor import diary
from tools.supervisor.diary import Diary


def test_a_note_is_a_line_of_json_with_its_time(tmp_path: Path) -> None:
    Diary(tmp_path).note("started", name="web", pid=7)
    found = json.loads((tmp_path / "supervisor.log").read_text())
    assert found.pop("timestamp").endswith("+00:00")
    assert found == {"event": "started", "name": "web", "pid": 7}


def test_long_logs_are_put_aside_at_a_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "_KEEP_BYTES", 10)
    (tmp_path / "web.log").write_text("x" * 11)
    (tmp_path / "relay.log").write_text("x" * 9)
    Diary(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["relay.log", "web.log.1"]


def test_a_disk_that_is_full_ends_nobody(tmp_path: Path) -> None:
    found = Diary(tmp_path)
    (tmp_path / "supervisor.log").mkdir()
    found.note("started")


@pytest.mark.parametrize(("code", "meaning"), [(-9, "signal 9"), (3, "code 3")])
def test_how_it_ended_in_words(code: int, meaning: str) -> None:
    assert diary._meaning(code) == meaning
