"""Posters: ours, and as documents of their own powerless."""

from collections.abc import Callable

import pytest

from fandom.web.shown import POSTERS
from tests.support.http import Http


def test_a_poster_may_do_nothing(http: Callable[..., Http]) -> None:
    with http().page("/media/posters/sintel.svg") as response:
        assert response.status_code == 200
        assert response.mimetype == "image/svg+xml"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["nobody.svg", "..%2F..%2Fapp.py", "sintel.png", "SINTEL.svg", "%2e%2e", "a.svg.html"])
def test_nothing_else_is_served(http: Callable[..., Http], name: str) -> None:
    assert http().page(f"/media/posters/{name}").status_code == 404


@pytest.mark.parametrize("poster", sorted(POSTERS.glob("*.svg")), ids=lambda path: path.name)
def test_our_drawings_are_drawings(poster: object) -> None:
    text = poster.read_text()  # type: ignore[attr-defined]
    assert "<script" not in text
    assert "onload" not in text
    assert "foreignObject" not in text
