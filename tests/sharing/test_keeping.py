"""What is remembered stays within its bytes."""

from fandom.sharing.keeping import Kept


def test_what_was_asked_for_least_lately_goes_first() -> None:
    kept = Kept(10)
    kept.put("a", b"1234")
    kept.put("b", b"1234")
    assert kept.get("a") == b"1234"
    kept.put("c", b"1234")
    assert [kept.get(each) for each in "abc"] == [b"1234", None, b"1234"]
    assert kept.size == 8


def test_the_same_again_counts_once() -> None:
    kept = Kept(10)
    for data in (b"12345678", b"1234"):
        kept.put("a", data)
    assert (kept.get("a"), kept.size) == (b"1234", 4)


def test_what_is_too_large_is_not_kept() -> None:
    kept = Kept(3)
    kept.put("a", b"1234")
    assert (kept.get("a"), kept.size) == (None, 0)
