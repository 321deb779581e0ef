"""The pictures of the demo come after everything else, once, and even without their film."""

from pathlib import Path

import pytest

from tools import commands, film, pictures


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FANDOM_DATA", str(tmp_path))
    monkeypatch.delenv("FANDOM_FILM", raising=False)
    monkeypatch.setattr(film, "fetch", lambda _: False)
    monkeypatch.setattr("os.nice", lambda _: 0)
    return tmp_path


def test_they_are_hung_up_once(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(commands, "run", lambda argv: ran.append(argv) or "66 pictures\n")
    assert pictures.wanted()
    assert pictures.main() == 0
    assert ran[0][-1] == "seed"
    assert not pictures.wanted()


def test_a_failure_is_tried_again(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    def fail(_: list[str]) -> str:
        raise commands.Failed("flask", "no database")

    monkeypatch.setattr(commands, "run", fail)
    with pytest.raises(commands.Failed):
        pictures.main()
    assert pictures.wanted()


def test_they_can_be_left_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANDOM_FILM", "off")
    assert not pictures.wanted()
