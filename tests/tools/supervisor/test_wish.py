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
