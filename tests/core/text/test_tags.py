"""Tags: what is none, and the one form of what is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.errors import Invalid
from fandom.core.text import MAX_TAG_LENGTH, MAX_TAGS, joined, tag, tags


@pytest.mark.parametrize(
    "text",
    ["", "#", "1", "2026", "-a", "a-", "a b", "a.b", "##a", "a#b", "<b>", "a\nb", "a\x00", "a/b", "_", "\u0301a", "🔥"],
)
def test_what_is_no_tag(text: str) -> None:
    assert tag(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ines", "ines"),
        ("#the-Kettle", "the-kettle"),
        ("s1_e2", "s1_e2"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("E\u0301te\u0301", "été"),
        ("हिन्दी", "हिन्दी"),
        ("日本", "日本"),
    ],
)
def test_one_form(text: str, written: str) -> None:
    assert tag(text) == written


def test_one_too_long() -> None:
    assert tag("x" * MAX_TAG_LENGTH) is not None
    assert tag("x" * (MAX_TAG_LENGTH + 1)) is None


def test_one_too_many() -> None:
    ten = [f"tag{number}" for number in range(MAX_TAGS)]
    assert tags(ten) == tuple(ten)
    with pytest.raises(Invalid):
        tags([*ten, "another"])


def test_a_wrong_one_is_refused_under_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        tags(["good", "not good"])
    assert list(refused.value.errors) == ["tags"]


def test_each_comes_once() -> None:
    assert tags(["Ines", "ines", "#INES", "knock"]) == ("ines", "knock")


def test_those_of_the_text_come_after_and_only_while_there_is_room() -> None:
    assert joined(["a", "b"], ["b", "c"]) == ("a", "b", "c")
    assert joined([f"t{number}" for number in range(9)], ["y", "z"])[8:] == ("t8", "y")


@given(st.text(max_size=60))
def test_a_tag_of_a_tag_is_itself(text: str) -> None:
    written = tag(text)
    assert written is None or tag(written) == written
