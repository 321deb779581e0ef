"""Without the database they say when to come back; without Redis nothing is missing."""

from collections.abc import Iterator

import pytest
from flask import Flask

from fandom.app import create_app
from fandom.infra.db import db
from fandom.web.pages import crawlers
from tests.support.configured import settings

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
ID = "0000000000000"
PATHS = (
    *(f"/m/{ID}/card.jpg", f"/m/{ID}/embed", f"/m/{ID}/watch", f"/api/v1/oembed?url=http://localhost/m/{ID}"),
    *("/shows/saltmarsh/feed.atom", "/feed.atom", "/sitemap.xml", "/sitemap/moments-0.xml"),
)


@pytest.fixture(scope="module")
def stranded() -> Flask:
    return create_app(settings(NOWHERE, ""))


@pytest.fixture
def alone(database_url: str) -> Iterator[Flask]:
    made = create_app(settings(database_url, "redis://127.0.0.1:1", limits=True))
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", PATHS)
def test_without_the_database(stranded: Flask, path: str) -> None:
    crawlers._parts.clear()
    answer = stranded.test_client().get(path, buffered=True)
    assert (answer.status_code, bool(answer.headers["Retry-After"])) == (503, True)


def test_robots_are_told_even_then(stranded: Flask) -> None:
    assert stranded.test_client().get("/robots.txt").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_without_redis(alone: Flask, path: str) -> None:
    assert alone.test_client().get(path, buffered=True).status_code in {200, 404}


def test_who_asks_too_much_waits(alone: Flask) -> None:
    browser = alone.test_client()
    answers = [browser.get("/sitemap/none-0.xml").status_code for _ in range(61)]
    assert answers == [404] * 60 + [429]
