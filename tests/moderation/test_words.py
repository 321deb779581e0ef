"""The matcher: whole words, of this show and of all, in one pass that stays fast."""

import random
import time
from string import ascii_lowercase

import pytest

from fandom.moderation.words import Matcher, Word

HULL = Word("1", None, "hull", "hold")


def finds(phrase: str, text: str) -> bool:
    return bool(Matcher([Word("1", None, phrase, "hold")]).find(text, None))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("hull", "the hull."),
        ("Hull", "THE HULL"),
        ("hull", "hull"),
        ("dark star", "a Dark,  star!"),
        ("dark star", "a d4rk_st4r"),
        ("4chan", "on 4chan again"),
        ("剧透", "大剧透了"),
        ("ガンダム", "新ガンダム!"),
        ("rock'n'roll", "Rock'n'Roll"),
        ("a.b", "so a.b it is"),
        ("x+y", "x+y"),
    ],
)
def test_found(phrase: str, text: str) -> None:
    assert finds(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("hull", "hullo there"),
        ("hull", "the mulhull"),
        ("ass", "class and grass"),
        ("dark star", "dark and a star"),
        ("hull", "hu ll"),
        ("a.b", "axb"),
    ],
)
def test_not_found(phrase: str, text: str) -> None:
    assert not finds(phrase, text)


def test_each_show_has_its_own() -> None:
    here, there = Word("2", "show", "keel", "publish_and_case"), Word("3", "other", "keel", "hold")
    matcher = Matcher([HULL, here, there])
    assert matcher.find("hull and keel", "show") == (HULL, here)
    assert matcher.find("hull and keel", None) == (HULL,)
    assert matcher.find("neither", "show") == ()


def test_no_words_find_nothing() -> None:
    assert Matcher().find("hull", None) == ()


@pytest.mark.parametrize(
    "text",
    ["a" * 2000, "a." * 1000, "a a " * 500, "!|1" * 600, "\u0336" * 2000, "ﷺ" * 2000, "((((" * 500, "e\u0301" * 1000],
)
def test_nothing_that_people_can_type_is_slow(text: str) -> None:
    matcher = Matcher([HULL, *(Word(str(n), None, f"word{n} phrase", "hold") for n in range(500))])
    matcher.find("warm", None)
    started = time.thread_time()
    matcher.find(text, None)
    assert time.thread_time() - started < 0.1


def test_five_hundred_words_cost_microseconds() -> None:
    matcher = Matcher(Word(str(n), None, f"word{n} phrase", "hold") for n in range(500))
    caption = "The way she looks at the door when nobody is there."
    matcher.find(caption, None)
    spent = []
    for _ in range(200):
        started = time.thread_time()
        matcher.find(caption, None)
        spent.append(time.thread_time() - started)
    assert sorted(spent)[100] < 0.0005


def test_the_lists_of_other_fandoms_are_none_of_its_business() -> None:
    """Together they would be more than one set can hold, and nothing could be said anywhere."""
    letters = random.Random(1)
    long = ("".join(letters.choices(ascii_lowercase, k=100)) for _ in range(10_000))
    theirs = [Word(str(at), f"show{at % 10}", phrase, "hold") for at, phrase in enumerate(long)]
    matcher = Matcher([*theirs, HULL])
    for show_id in (None, "show1", "another"):
        assert matcher.find("The hull!", show_id) == (HULL,)
