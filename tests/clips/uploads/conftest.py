"""Somebody who brings a video of their own."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.films import Recipe, film
from tests.support.http import Http
from tests.support.people import Person

Make = Callable[..., bytes]
SHORT = Recipe(30)


@pytest.fixture
def show(app: Flask) -> ShowView:
    return make_show("saltmarsh")


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """`made(Recipe(…))` is a film, as bytes."""

    def make(recipe: Recipe = SHORT, name: str = "edit.mp4") -> bytes:
        return film(tmp_path / name, recipe).read_bytes()

    return make


@pytest.fixture
def bring(http: Callable[..., Http], ada: Person, run_jobs: Callable[[], int]) -> Callable[..., Any]:
    """What has become of this video of hers, as the API answers; `name` is what it calls itself."""

    def brought(data: bytes, name: str = "edit.mp4", *, wait: bool = True) -> Any:
        browser = http(as_=ada)
        form = {"file": (io.BytesIO(data), name), "alt": "A lamp"}
        answer = browser.call("POST", "/api/v1/media", data=form)
        assert answer.status_code == 202, answer.text
        if wait:
            run_jobs()
        return browser.get(f"/media/{answer.json['id']}").json

    return brought
