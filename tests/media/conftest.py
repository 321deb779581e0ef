"""Uploads by people."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.media.pictures import file_of, picture
from tests.support.http import Http
from tests.support.people import Person, make_fan


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


@pytest.fixture
def bo(app: object) -> Person:
    return make_fan("bo")


def send(
    browser: Http, data: bytes | None = None, *, name: str = "a.png", alt: str = "", **options: Any
) -> TestResponse:
    """POST /media of these bytes, or of a small picture."""
    sent = file_of(picture()) if data is None else data
    form = {"file": (io.BytesIO(sent), name), "alt": alt}
    return browser.call("POST", "/api/v1/media", data=form, **options)


@pytest.fixture
def upload(http: Callable[..., Http], run_jobs: Callable[[], int]) -> Callable[..., str]:
    """`upload(fan, data)` is the id of a file of this fan's, decoded."""

    def made(as_: Person, data: bytes | None = None, *, decoded: bool = True, **more: Any) -> str:
        response = send(http(as_=as_), data, **more)
        assert response.status_code == 202, response.text
        if decoded:
            run_jobs()
        return str(response.json["id"])

    return made
