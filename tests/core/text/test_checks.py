"""What may be typed: refusals first, then what is set right quietly."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.errors import Invalid
from fandom.core.text import name, prose

CONTROLS = [chr(code) for code in [*range(9), *range(11, 13), *range(14, 32), *range(127, 133), *range(134, 160)]]
LONE = [chr(code) for code in (0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0xFDD0)]
OVERRIDES = [chr(code) for code in range(0x202A, 0x202F)]
ISOLATES = ["\u061c", "\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069"]


@pytest.mark.parametrize("bad", [*CONTROLS, *LONE, *OVERRIDES], ids=ascii)
def test_no_text_holds_these(bad: str) -> None:
    for check in (prose, name):
        with pytest.raises(Invalid) as refused:
            check(f"good{bad}good", 100, "caption")
        assert list(refused.value.errors) == ["caption"]


@pytest.mark.parametrize("bad", [*ISOLATES, "\u00ad", "\u200b", "\u2060", "\ufeff"], ids=ascii)
def test_no_name_holds_these(bad: str) -> None:
    with pytest.raises(Invalid):
        name(f"a{bad}b", 100, "display_name")


@pytest.mark.parametrize(
    "blank", ["", " ", "\n\t", "\u200d", "\u2800", "\u3164", "\u200b", "\u0301", "\ufe0f"], ids=ascii
)
def test_nothing_to_see_is_nothing_said(blank: str) -> None:
    for check in (prose, name):
        with pytest.raises(Invalid):
            check(blank, 100, "body")


def test_one_over_the_limit() -> None:
    assert prose("x" * 500, 500, "caption") == "x" * 500
    with pytest.raises(Invalid):
        prose("x" * 501, 500, "caption")
    with pytest.raises(Invalid):
        prose("x" * 10_000_000, 500, "caption")


def test_space_around_does_not_count() -> None:
    assert prose(f"  {'x' * 500}\n", 500, "caption") == "x" * 500


def test_the_limit_counts_composed_characters() -> None:
    assert len(prose("e\u0301" * 500, 500, "caption")) == 500


@pytest.mark.parametrize("broken", ["a\r\nb", "a\rb", "a\u2028b", "a\u2029b", "a\u0085b", "a  \nb"])
def test_line_breaks_are_one_kind(broken: str) -> None:
    assert prose(broken, 100, "body") == "a\nb"
    assert name(broken, 100, "name") == "a b"


def test_many_empty_lines_are_one() -> None:
    assert prose("a\n\n\n \n\nb", 100, "body") == "a\n\nb"


def test_joined_emoji_and_isolates_are_kept() -> None:
    family = "👩\u200d👩\u200d👧"
    assert prose(family, 100, "body") == family
    assert name(f"ada {family}", 100, "name") == f"ada {family}"
    assert prose("\u2067שלום\u2069", 100, "body") == "\u2067שלום\u2069"


@given(st.text(max_size=60))
def test_what_passes_is_in_form_and_passes_again(text: str) -> None:
    for check in (prose, name):
        try:
            passed = check(text, 50, "body")
        except Invalid:
            continue
        assert passed == unicodedata.normalize("NFC", passed).strip()
        assert 1 <= len(passed) <= 50
        assert not set(passed) & {*CONTROLS, *OVERRIDES, "\r", "\t"}
        assert check(passed, 50, "body") == passed
