"""The page of one's own data."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.support.http import Http
from tests.support.people import Person, make_fan

PATH = "/settings/data"


@pytest.fixture
def ada(app: Flask) -> Person:
    return make_fan("ada")


def test_it_is_asked_for_made_and_downloaded(http: Any, ada: Person, run_jobs: Callable[[], int]) -> None:
    fan: Http = http(as_=ada)
    assert "Put it together" in fan.page(PATH).text
    assert fan.page(f"{PATH}/export", "POST").headers["Location"] == PATH
    making = fan.page(PATH).text
    assert "<progress" in making
    assert 'data-watch="me"' in making
    assert "Put it together" not in making
    run_jobs()
    ready = fan.page(PATH).text
    assert "Download the ZIP" in ready
    link = ready.partition(f'href="{PATH}/export/')[2].partition('"')[0]
    answer = fan.page(f"{PATH}/export/{link}")
    assert answer.data.startswith(b"PK")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="fandom-')
    assert answer.headers["Cache-Control"] == "no-store"


def test_twice_says_so(http: Any, ada: Person) -> None:
    fan: Http = http(as_=ada)
    for _ in range(2):
        assert fan.page(f"{PATH}/export", "POST").status_code == 303
    assert "One is being made already." in fan.page(PATH).text


def test_the_page_says_what_stays(http: Any, ada: Person) -> None:
    page = http(as_=ada).page(PATH).text
    for words in ("an empty place", "Nobody gets your handle again", "open report", "cannot be undone"):
        assert words in page


def test_leaving_needs_the_handle_and_no_accident(http: Any, ada: Person) -> None:
    fan: Http = http(as_=ada)
    wrong = fan.page(f"{PATH}/delete", "POST", data={"handle": "somebody", "password": ada.password})
    assert (wrong.status_code, "no accident" in wrong.text) == (422, True)
    wrong = fan.page(f"{PATH}/delete", "POST", data={"handle": "ada", "password": "not mine at all"})
    assert (wrong.status_code, "This is not your password." in wrong.text) == (422, True)
    assert fan.get("/me").status_code == 200
    left = fan.page(f"{PATH}/delete", "POST", data={"handle": "@Ada", "password": ada.password})
    assert left.headers["Location"] == "/"
    assert "Your account is deleted." in fan.page("/").text
    assert fan.get("/me").status_code == 401


def test_the_last_administrator_is_asked_to_make_another(http: Any) -> None:
    eve = make_fan("eve", is_admin=True)
    fan: Http = http(as_=eve)
    form = {"handle": "eve", "password": eve.password}
    refused = fan.page(f"{PATH}/delete", "POST", data=form)
    assert (refused.status_code, "make another one first" in refused.text) == (409, True)
    assert fan.get("/me").status_code == 200
    make_fan("ida", is_admin=True)
    assert fan.page(f"{PATH}/delete", "POST", data=form).headers["Location"] == "/"
