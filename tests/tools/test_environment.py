"""Settings from `.env` files."""

import os
from pathlib import Path

import pytest

from tools import environment, paths


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(os, "environ", {})
    return tmp_path


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("NAME=plain", "plain"),
        ("export NAME = spaced ", "spaced"),
        ('NAME="quoted # kept"', "quoted # kept"),
        ("NAME='single'", "single"),
        ("NAME=value # a remark", "value"),
        ("NAME=postgresql://a:b=c@h/d?x=#y", "postgresql://a:b=c@h/d?x=#y"),
        ("NAME=", ""),
    ],
)
def test_a_line(line: str, value: str) -> None:
    assert environment.parse(line) == {"NAME": value}


def test_remarks_and_nonsense_are_left_out() -> None:
    assert environment.parse("# NAME=value\n\nnonsense\n  # OTHER=1\n") == {}


def test_the_real_environment_comes_first_then_the_repository_then_the_data(bare: Path) -> None:
    (bare / ".env").write_text("FANDOM_DATA=data here\nA=repository\nB=repository\n")
    (bare / "data here").mkdir()
    (bare / "data here" / ".env").write_text("B=data\nC=data\n")
    os.environ["A"] = "real"
    environment.load()
    found = {name: os.environ[name] for name in ("A", "B", "C", "FANDOM_DATA")}
    assert found == {"A": "real", "B": "repository", "C": "data", "FANDOM_DATA": str(bare / "data here")}


def test_data_lie_under_var_when_nothing_is_said(bare: Path) -> None:
    environment.load()
    assert os.environ["FANDOM_DATA"] == str(bare / "var")


def test_a_whole_path_stays(bare: Path) -> None:
    os.environ["FANDOM_DATA"] = "/elsewhere/data"
    assert paths.data_folder() == Path("/elsewhere/data")
