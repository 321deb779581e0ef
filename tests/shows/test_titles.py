"""Titles without case, accents and punctuation."""

import pytest

from fandom.shows.titles import folded


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("", ""),
        ("!!!", ""),
        ("Amélie & the Łódź Æther!", "amelie the lodz aether"),
        ("Tears  of\tSteel", "tears of steel"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Søren's_Œuvre", "soren s oeuvre"),
        ("İstanbul ı", "istanbul i"),
        ("ＦＵＬＬ", "full"),
        ("東京物語", "東京物語"),
        ("M*A*S*H 100%", "m a s h 100"),
    ],
)
def test_folded(title: str, plain: str) -> None:
    assert folded(title) == plain


def test_folding_twice_changes_nothing() -> None:
    once = folded("Ǆ ﬁ ẞ Å")
    assert folded(once) == once
