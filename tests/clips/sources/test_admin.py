"""What administrators see of videos that no clips can be cut from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fandom.clips.sources import actions
from fandom.web.pages import admin_library
from tests.clips.sources.conftest import Name
from tests.support.http import Http
from tests.support.people import make_admin

Jobs = Callable[[], int]


@pytest.fixture
def admin(http: Callable[..., Http], app: Flask) -> Http:
    return http(as_=make_admin("ada"))


def page(admin: Http, **more: Any) -> str:
    return str(admin.page("/admin/library", **more).get_data(as_text=True))


def test_nothing_is_said_of_good_ones(admin: Http, name: Name, film: Path, run_jobs: Jobs) -> None:
    name(film)
    assert "videos-h" not in page(admin)
    run_jobs()
    assert "videos-h" not in page(admin)


def test_bad_ones_are_listed_with_the_reason(admin: Http, name: Name, film: Path, run_jobs: Jobs) -> None:
    bad = film.with_name("<b>ad.mp4")
    bad.write_bytes(b"words")
    name(bad, 1)
    name(film.with_name("none.mp4"), 2)
    run_jobs()
    said = page(admin)
    assert "Lantern · S1E1" in said
    assert "/&lt;b&gt;ad.mp4" in said
    assert "Lantern · S1E2" in said
    assert actions.GONE in said
    assert "Das Video ist nicht mehr da." in page(admin, headers={"Accept-Language": "de"})


def test_of_many_the_rest_is_counted(
    admin: Http, name: Name, film: Path, run_jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_library, "MOST", 1)
    for number in (1, 2):
        name(film.with_name(f"{number}.mp4"), number)
    run_jobs()
    said = page(admin)
    assert said.count("/shows/lantern") == 1
    assert "… and 1 more." in said
