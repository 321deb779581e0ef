"""After a form one lands on a page of ours."""

import pytest
from flask import Flask

from fandom.web.ways import asked_next, came_from, local

ELSEWHERE = ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", None, "/a\nb", "m"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_form_leads_elsewhere(path: str | None) -> None:
    assert local(path, "/home") == "/home"


@pytest.mark.parametrize("path", ["/", "/m/abc#talk", "/shows?q=a%20b", "/u/ada"])
def test_our_own_pages_are_fine(path: str) -> None:
    assert local(path, "/home") == path


def test_next_is_asked_in_the_address_or_the_form(app: Flask) -> None:
    with app.test_request_context("/sign-in?next=/m/1"):
        assert asked_next("/") == "/m/1"
    with app.test_request_context("/sign-in", method="POST", data={"next": "//evil.example"}):
        assert asked_next("/") == "/"


@pytest.mark.parametrize(
    ("referrer", "lands"),
    [("http://localhost/shows/x?cursor=1", "/shows/x?cursor=1"), ("https://evil.example/m/1", "/"), (None, "/")],
)
def test_back_to_the_page_of_the_form(app: Flask, referrer: str | None, lands: str) -> None:
    with app.test_request_context("/m/1/reactions", headers={"Referer": referrer} if referrer else {}):
        assert came_from("/") == lands
