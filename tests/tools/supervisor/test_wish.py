"""Where it is, and what is said at the end of a start."""

from pathlib import Path

import pytest

from tools.supervisor import files, greeting
from tools.supervisor.wish import Wish


def _wish(host: str = "127.0.0.1", downloads: float = 0) -> Wish:
    return Wish(host, 8000, demo=True, began=0, downloads=downloads)


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("::1", "http://[::1]:8000"),
        ("fandom.example", "http://fandom.example:8000"),
    ],
)
def test_the_address_that_people_use(host: str, origin: str) -> None:
    assert _wish(host).origin == origin


def test_the_greeting_names_address_times_and_people(tmp_path: Path) -> None:
    files.mark_seeded(tmp_path)
    said = "\n".join(greeting.lines(_wish(downloads=12.3), "https://fandom.example", tmp_path, 40))
    assert "Fandom is at https://fandom.example (40.0 s, 12.3 s of it downloads)" in said
    assert "bo (fan), noor (moderator) or ada (admin); password: fandom-demo" in said
    assert f"{tmp_path}/logs" in said


def test_an_empty_house_names_nobody(tmp_path: Path) -> None:
    said = "\n".join(greeting.lines(_wish(), "x", tmp_path, 2))
    assert "bo" not in said.split()
    assert "downloads" not in said


def test_an_empty_house_says_what_to_do_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANDOM_DATA", "/srv/my data")
    said = "\n".join(greeting.next_steps(people=False, shows=False))
    assert "FANDOM_DATA='/srv/my data' .venv/bin/flask user create HANDLE" in said
    assert "--admin" in said
    assert "flask shows import docs/examples" in said


def test_only_what_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FANDOM_DATA", raising=False)
    assert greeting.next_steps(people=True, shows=True) == []
    assert "--admin" not in "\n".join(greeting.next_steps(people=True, shows=False))
