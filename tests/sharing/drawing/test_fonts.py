"""Letters: ours for most of Europe, the machine's for others, none for emoji."""

import pytest

from fandom.sharing.drawing import fonts
from fandom.sharing.drawing.fonts import SHIPPED, fitting, has

OURS = SHIPPED / "NotoSans-Bold.ttf"


@pytest.mark.parametrize("letter", [*"aß Ğőńțžøæ€“…–•Жяαω", "\n"])
def test_ours_has_it(letter: str) -> None:
    assert has(OURS, letter)


@pytest.mark.parametrize("letter", [*"🔥漢한▒"])
def test_ours_lacks_it(letter: str) -> None:
    assert not has(OURS, letter)


def test_emoji_among_words_are_left_out() -> None:
    assert fitting("Run, Ines 🔥", "Bold") == (OURS, "Run, Ines ")


def test_another_script_is_taken_from_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any other font will do to see that it is asked: this one stands for one with the letters."""
    other = SHIPPED / "NotoSans-Regular.ttf"
    monkeypatch.setattr(fonts, "_others", lambda: (other,))
    monkeypatch.setattr(fonts, "has", lambda path, letter: path == other or letter.isascii())
    assert fitting("漢字", "Bold") == (other, "漢字")
    assert fitting("Tokyo Drift, 漢", "Bold") == (OURS, "Tokyo Drift, ")


def test_without_any_font_for_it_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_others", lambda: ())
    assert fitting("漢字", "Bold") == (OURS, "")


def test_the_licence_comes_along() -> None:
    assert "SIL Open Font License" in (SHIPPED / "OFL.txt").read_text()
