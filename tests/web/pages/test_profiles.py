"""A fan and what they posted."""

from collections.abc import Callable
from typing import Any

from tests.support.http import Http
from tests.web.conftest import Fandom

Said = Callable[[Any], str]


def test_a_fan_with_their_moments(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.moment(fandom.ada)
    said = words(http().page("/u/ADA"))
    for each in ("@ada", "here since", "She already knows.", "The Saltmarsh Line"):
        assert each in said


def test_a_new_fan_is_asked_for_a_scene(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    assert "Which scene is still in your head?" in words(http(as_=fandom.ada).page("/u/ada"))
    other = words(http(as_=fandom.bo).page("/u/ada"))
    assert "No moments yet" in other
    assert "Report" in other


def test_nobody_of_that_name(http: Callable[..., Http]) -> None:
    assert http().page("/u/nobody").status_code == 404
