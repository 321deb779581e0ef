"""What a killed supervisor left is ended by the next start, and nobody else is."""

import json
import os
import signal
from pathlib import Path

from tests.support.waiting import until
from tests.tools.supervisor.standins import faithful, shell
from tools.supervisor import orphans


def test_what_was_noted_and_still_runs_is_ended(tmp_path: Path) -> None:
    process = faithful(tmp_path, "web", tmp_path / "ended").start()
    until((tmp_path / "web.log").read_text)
    orphans.note(tmp_path, [process.pid])
    assert orphans.end_all(tmp_path) == [process.pid]
    assert process.wait() == 0
    assert (tmp_path / "ended").exists()
    assert not (tmp_path / "children.json").exists()


def test_the_deaf_are_killed(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(orphans, "_PATIENCE_S", 0.2)
    process = shell(tmp_path, "deaf", "trap '' TERM; echo up; while :; do sleep 0.05; done").start()
    until((tmp_path / "deaf.log").read_text)
    orphans.note(tmp_path, [process.pid])
    orphans.end_all(tmp_path)
    assert process.wait() == -signal.SIGKILL


def test_a_number_that_belongs_to_somebody_else_by_now_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "children.json").write_text(json.dumps({str(os.getpid()): "the day before"}))
    assert orphans.end_all(tmp_path) == []


def test_half_a_note_is_none(tmp_path: Path) -> None:
    (tmp_path / "children.json").write_text("{")
    assert orphans.end_all(tmp_path) == []
