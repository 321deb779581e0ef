"""What would stop a start is said before anything is done."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import paths, preflight
from tools.problem import Problem

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_named_with_another_to_try(taken: int) -> None:
    with pytest.raises(Problem, match=f"Port {taken} on 127.0.0.1 is taken .* --port {taken + 1}"):
        preflight.check_port("127.0.0.1", taken)


def test_a_free_port_is_listened_on() -> None:
    with preflight.listen("127.0.0.1", 0) as found:
        assert found.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host.invalid"])
def test_a_host_that_is_not_here(host: str) -> None:
    with pytest.raises(Problem, match="is no address of this machine"):
        preflight.check_port(host, 0)


def test_a_port_that_cannot_be() -> None:
    with pytest.raises(Problem, match="There is no port 70000"):
        preflight.check_port("127.0.0.1", 70_000)


def test_a_port_for_root_alone() -> None:
    assert "above 1023" in str(preflight._refused("127.0.0.1", 80, PermissionError()))


def _free(monkeypatch: pytest.MonkeyPatch, megabytes: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=megabytes * 1_000_000))


def test_too_little_room_is_said_with_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _free(monkeypatch, 12)
    with pytest.raises(Problem, match=r"Only 12 MB are free at .* about 200 are needed"):
        preflight.check_space(tmp_path / "not there yet")


def test_packages_need_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "VENV", tmp_path / "none")
    _free(monkeypatch, 600)
    with pytest.raises(Problem, match="about 700 are needed"):
        preflight.check_space(tmp_path)


def test_a_later_start_needs_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postgres").mkdir()
    _free(monkeypatch, 50)
    preflight.check_space(tmp_path)
