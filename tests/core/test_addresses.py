"""Which texts are e-mail addresses, and the one form they are kept in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.addresses import domain_of, normal


@pytest.mark.parametrize(
    "text",
    [
        *("", "ada", "@", "@b.c", "a@b", "a@b.", "a@.b", "a@b..c", "a@@b.c", "a b@c.d", "a@b.c\n", "a\0@b.c"),
        *("a" * 65 + "@b.cc", f"a@{'b' * 64}.cc", f"a@{'bb.' * 90}cc", "a@127.0.0.1", "a@[127.0.0.1]", "a@-b.cc"),
        *('"a b"@c.dd', "a.@b.cc", ".a@b.cc", "a..b@c.dd", "a@b.cc,c@d.ee", "a@b.cc\r\nBcc: c@d.ee", "<a@b.cc>"),
        *("a@b.cc\u2028", "Ada <a@b.cc>", "a@b_c.dd", "ада@пример.рф", "a@stra\u00dfe.example", "a@\u200d.cc", "a%0a@"),
    ],
)
def test_these_are_none(text: str) -> None:
    assert normal(text) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a@b.cc", "a@b.cc"),
        ("Ada.Lovelace@Example.ORG", "Ada.Lovelace@example.org"),
        ("ada+fandom@mail.example.org", "ada+fandom@mail.example.org"),
        ("o'neill@b-c.de", "o'neill@b-c.de"),
        ("ada@b\u00fccher.example", "ada@xn--bcher-kva.example"),
        ("ada@bu\u0308cher.example", "ada@xn--bcher-kva.example"),
        ("ada@пример.рф", "ada@xn--e1afmkfd.xn--p1ai"),
        ("ada@例え.テスト", "ada@xn--r8jz45g.xn--zckzah"),
    ],
)
def test_these_are_kept(text: str, kept: str) -> None:
    assert normal(text) == kept
    assert normal(kept) == kept


def test_the_domain_of_one() -> None:
    assert domain_of("ada@example.org") == "example.org"
    assert domain_of("nobody") == "nobody"


@given(st.text(max_size=80))
def test_what_is_kept_holds_nothing_that_a_header_could_not(text: str) -> None:
    for tried in (text, f"{text}@example.org", f"ada@{text}"):
        found = normal(tried)
        assert found is None or (found.isascii() and found.isprintable() and " " not in found)
        assert found is None or normal(found) == found
