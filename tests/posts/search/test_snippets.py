"""The piece of a text that is shown, with the words looked for."""

from hypothesis import given
from hypothesis import strategies as st

from fandom.posts.search.snippets import MOST, snippet
from fandom.posts.search.values import Part


def plain(parts: tuple[Part, ...]) -> str:
    return "".join(each.text for each in parts)


def test_what_was_looked_for_is_marked() -> None:
    found = snippet("The dóor, the Door and doors", {"door"})
    assert [each.text for each in found if each.hit] == ["dóor", "Door"]
    assert plain(found) == "The dóor, the Door and doors"


def test_a_long_text_begins_near_the_first_hit() -> None:
    found = snippet(f"{'before ' * 50}door{' after' * 50}", {"door"})
    assert found[0] == Part("…")
    assert found[-1].text.endswith("…")
    assert Part("door", hit=True) in found
    assert len(plain(found)) < MOST + 10


def test_what_its_author_covered_stays_covered() -> None:
    found = snippet("She ||already knows|| the door", {"knows", "door"})
    assert "knows" not in plain(found)
    assert [each.text for each in found if each.hit] == ["door"]


def test_without_a_hit_it_is_the_beginning() -> None:
    assert snippet("Nothing here", {"door"}) == (Part("Nothing here"),)
    assert snippet("", {"door"}) == ()


@given(st.text(max_size=600), st.sets(st.text(max_size=4), max_size=3))
def test_any_text_has_a_snippet(text: str, forms: set[str]) -> None:
    found = snippet(text, forms)
    assert len(plain(found)) <= MOST + 2
    assert all(each.text for each in found)
