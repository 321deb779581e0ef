"""Sitemaps: all shows, and the moments that everybody may see."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from fandom.sharing import queries, sitemap
from fandom.shows.values import ShowView
from fandom.web.pages import crawlers
from tests.sharing.conftest import OPEN, World, publish, reseal
from tests.support.http import Http
from tests.support.people import Person

Browse = Callable[..., Http]


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    crawlers._parts.clear()
    yield
    crawlers._parts.clear()


def locations(http: Browse, path: str) -> list[str]:
    answer = http().page(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return [each.text or "" for each in ET.fromstring(answer.data).iter(f"{{{sitemap.SPACE}}}loc")]


def test_the_index_names_the_parts(world: World, http: Browse) -> None:
    assert locations(http, "/sitemap.xml") == [
        "http://localhost/sitemap/moments-0.xml",
        "http://localhost/sitemap/shows-0.xml",
    ]


def test_open_moments_and_shows(world: World, http: Browse) -> None:
    assert locations(http, "/sitemap/moments-0.xml") == [f"http://localhost/m/{world.open}"]
    assert locations(http, "/sitemap/shows-0.xml") == ["http://localhost/shows/saltmarsh"]
    reseal(world.open)
    assert locations(http, "/sitemap/moments-0.xml") == []


def test_dates_are_there(world: World, http: Browse) -> None:
    assert http().page("/sitemap/moments-0.xml").data.count(b"<lastmod>20") == 1


def test_many_come_in_parts_and_chunks(
    http: Browse, show: ShowView, author: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [publish(author, show, f"Number {each}", episode=OPEN) for each in range(7)]
    monkeypatch.setattr(queries, "PART", 4)
    monkeypatch.setattr(queries, "CHUNK", 2)
    for name, text in (("_CHUNKS", "LIMIT 1000"), ("_ENDS", "OFFSET 49999")):
        small = {"LIMIT 1000": "LIMIT 2", "OFFSET 49999": "OFFSET 3"}[text]
        found = {kind: sql.replace(text, small) for kind, sql in getattr(queries, name).items()}
        monkeypatch.setattr(queries, name, found)
    parts = [each for each in locations(http, "/sitemap.xml") if "moments" in each]
    assert parts == ["http://localhost/sitemap/moments-0.xml", f"http://localhost/sitemap/moments-{made[3]}.xml"]
    listed = [locations(http, each.removeprefix("http://localhost")) for each in parts]
    assert [[each[-13:] for each in part] for part in listed] == [made[:4], made[4:]]


@pytest.mark.parametrize("name", ["moments-x", "people-0", "moments-", "moments-0000000000000.xml.gz", "..-0"])
def test_parts_that_there_are_not(http: Browse, show: ShowView, name: str) -> None:
    assert http().page(f"/sitemap/{name}.xml").status_code == 404


def test_addresses_are_escaped() -> None:
    assert "<loc>a&amp;b</loc>" in sitemap.index(["a&b"])


def test_robots(http: Browse) -> None:
    said = http().page("/robots.txt").get_data(as_text=True)
    assert "Sitemap: http://localhost/sitemap.xml" in said
    for closed in ("/api/", "/search", "/settings"):
        assert f"Disallow: {closed}\n" in said
    assert "Allow: /api/v1/oembed\n" in said
    assert "Disallow: /\n" not in said


def test_one_statement_reads_a_thousand(world: World, count_queries: Any) -> None:
    with count_queries() as said:
        assert len(list(queries.part("moments", queries.FIRST))) == 1
    assert len([each for each in said if each.startswith("SELECT")]) == 1
