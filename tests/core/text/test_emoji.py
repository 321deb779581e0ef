"""One emoji, in one form."""

import pytest

from fandom.core.errors import Invalid
from fandom.core.text import emoji, emojis, palette

SIX = ["🔥", "😂", "😭", "😱", "👏", "❤️"]


@pytest.mark.parametrize(
    "text",
    ["", "a", "1", "🔥🔥", "🔥 ", "\ufe0f", "\u200d", "🔥\u200d", "<b>", "🇩", "👩\u200d" * 20 + "👩", "\x00", "ab"],
)
def test_what_is_not_one_emoji(text: str) -> None:
    assert emoji(text) is None


@pytest.mark.parametrize("text", ["🔥", "👍🏽", "👩\u200d👩\u200d👧", "🇩🇪", "🏴\U000e0067\U000e0062\U000e007f", "⭐"])
def test_what_is_one(text: str) -> None:
    assert emoji(text) == text


def test_the_variation_selector_goes() -> None:
    assert emoji("❤\ufe0f") == emoji("❤\ufe0e") == emoji("❤") == "❤"
    assert emoji("1\ufe0f\u20e3") == "1\u20e3"


@pytest.mark.parametrize(
    "given", [[], SIX[:5], [*SIX, *"🍇🍈🍉🍊🍋🍌🍍🥭🍎🍏🍐🍑🍒"], [*SIX, "🔥"], [*SIX[:5], "🔥"], [*SIX[:5], "x"]]
)
def test_what_is_no_palette(given: list[str]) -> None:
    with pytest.raises(Invalid):
        palette(given)


def test_a_palette_keeps_its_order() -> None:
    assert palette(SIX) == ("🔥", "😂", "😭", "😱", "👏", "❤")


def test_up_to_twelve_more_stand_beside_the_six() -> None:
    assert palette([*SIX, *"🍇🍈🍉🍊🍋🍌🍍🥭🍎🍏🍐🍑"])[6:] == tuple("🍇🍈🍉🍊🍋🍌🍍🥭🍎🍏🍐🍑")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", ()),
        ("🦀 🌊", ("🦀", "🌊")),
        ("🦀🌊❤️🇩🇪", ("🦀", "🌊", "❤", "🇩🇪")),
        ("👩\u200d👩\u200d👧 x🦀", ("👩\u200d👩\u200d👧", "x🦀")),
    ],
)
def test_emoji_of_a_line(line: str, found: tuple[str, ...]) -> None:
    assert emojis(line) == found
