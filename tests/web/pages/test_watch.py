"""An episode's page: its film for who may watch it, its moments by the minute, and nothing of what is sealed."""

import re
from collections.abc import Callable
from typing import Any

from tests.support.http import Http
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]
As = Callable[..., Http]
PATH = f"/shows/{SLUG}/s01e04"


def lines(body: str) -> list[str]:
    return re.findall(r'data-minute="(\w+)"', body)


def test_without_a_film_the_page_stands(http: As, fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada, "The kettle.", episode=(1, 4), start_ms=61_000, end_ms=65_000)
    page = http(as_=fandom.bo).page(PATH)
    body, said = page.get_data(as_text=True), words(page)
    assert page.status_code == 200
    assert "S1E4" in said
    assert "Title of s01e04" in said
    assert lines(body) == [moment]
    assert "1:01" in said
    assert "1 so far" in said
    assert "<video" not in body
