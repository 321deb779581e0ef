"""Atom that a parser takes, whatever people write, and that says no more than everybody may know."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import update

from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from fandom.posts.models import Moment
from fandom.sharing.atom import SPACE, fit, tag_uri
from fandom.shows.actions import change_settings
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.sharing.conftest import OPEN, World, edit, publish, reseal
from tests.support.http import Http
from tests.support.people import Person

Browse = Callable[..., Http]
HOSTILE = "</title>]]><script>alert(1)</script> & \"quotes\" 'too' <!-- \u2028 \ufeff &amp; &#0;"
PATH = "/shows/saltmarsh/feed.atom"


def read(http: Browse, path: str = PATH) -> Any:
    return ET.fromstring(http().page(path).data)


def said(entry: Any, name: str) -> str:
    found = entry.find(f"{{{SPACE}}}{name}")
    return "" if found is None else found.text or ""


def entries(feed: Any) -> dict[str, Any]:
    """By the id of the moment."""
    found = feed.findall(f"{{{SPACE}}}entry")
    return {said(each, "id").rpartition("/")[2]: each for each in found}


def test_open_and_sealed(world: World, http: Browse) -> None:
    found = entries(read(http))
    assert said(found[world.open], "title") == "The kettle stops"
    assert said(found[world.open], "content") == "The kettle stops"
    assert said(found[world.late], "title") == "A moment from Saltmarsh, S1E2"
    assert said(found[world.late], "content") == ""
    assert found[world.late].findall(f"{{{SPACE}}}category") == []


def test_it_has_what_the_standard_asks_for(world: World, http: Browse) -> None:
    feed = read(http)
    assert feed.tag == f"{{{SPACE}}}feed"
    for one in (feed, *entries(feed).values()):
        assert said(one, "id").startswith("tag:localhost,")
        assert said(one, "title")
        assert datetime.fromisoformat(said(one, "updated"))
    for entry in entries(feed).values():
        assert entry.find(f"{{{SPACE}}}author/{{{SPACE}}}name").text == "author"
        links = {each.get("rel"): each.get("href") for each in entry.findall(f"{{{SPACE}}}link")}
        assert links["alternate"].startswith("http://localhost/m/")
        assert links["enclosure"] == links["alternate"] + "/card.jpg"


def test_newest_first_and_fifty_at_most(http: Browse, show: ShowView, author: Person) -> None:
    made = [publish(author, show, f"Number {each}") for each in range(52)]
    assert list(entries(read(http))) == made[:1:-1]


@pytest.mark.parametrize("path", [PATH, "/feed.atom"])
def test_whatever_people_write_it_is_read(http: Browse, show: ShowView, author: Person, path: str) -> None:
    words = publish(author, show, HOSTILE)
    db.session.execute(update(Show).where(Show.id == show.id).values(title="<Salt> & \x07 ]]>"))
    db.session.execute(update(Moment).where(Moment.id == words).values(caption=HOSTILE + "\x0b\x1f\ufffe"))
    found = entries(read(http, path))
    assert "<script>alert(1)</script>" in said(found[words], "content")


def test_what_no_xml_may_hold() -> None:
    assert fit("a\x00\x08\x0b\x1f\ud800\ufffe\uffff\tb\n🔥") == "a\tb\n🔥"


def test_hidden_words_stay_hidden(http: Browse, show: ShowView, author: Person) -> None:
    made = publish(author, show, "She ||already knows||.")
    assert b"already" not in http().page(PATH).data
    assert "▒▒▒" in said(entries(read(http))[made], "content")


def test_what_is_resealed_is_newer(world: World, http: Browse) -> None:
    before = entries(read(http))[world.open]
    reseal(world.open)
    after = entries(read(http))[world.open]
    assert said(after, "updated") > said(before, "updated")
    assert said(after, "id") == said(before, "id")
    assert "kettle" not in ET.tostring(after).decode()


def test_what_the_settings_reseal_is_newer(world: World, http: Browse) -> None:
    before = entries(read(http))[world.open]
    with unit_of_work():
        change_settings(viewer=SYSTEM, show_id=world.show.id, changes={"public_horizon": "closed"})
    after = entries(read(http))[world.open]
    assert said(after, "title").startswith("A moment from")
    assert said(after, "updated") > said(before, "updated")


def test_unchanged_it_is_not_sent_again(world: World, http: Browse) -> None:
    first = http().page(PATH)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first.headers["Last-Modified"]
    again = http().page(PATH, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    edit(world.late, reveals_at=None)
    assert http().page(PATH, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_what_is_gone_goes_whatever_date_a_reader_has(world: World, http: Browse) -> None:
    """A date alone cannot tell that something is missing."""
    first = http().page(PATH)
    db.session.execute(update(Moment).where(Moment.id == world.open).values(state="removed"))
    again = http().page(PATH, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert again.status_code == 200
    assert world.open.encode() not in again.data


def test_an_empty_one(http: Browse, show: ShowView) -> None:
    assert entries(read(http)) == {}
    assert http().page("/shows/none/feed.atom").status_code == 404


def test_the_page_of_the_show_names_it(world: World, http: Browse) -> None:
    page = http().page("/shows/saltmarsh").get_data(as_text=True)
    assert '<link rel="alternate" type="application/atom+xml" href="http://localhost/shows/saltmarsh/feed.atom"' in page


def test_ids_are_for_ever() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    assert tag_uri("https://fandom.example:8443", at, "/m/1") == "tag:fandom.example,2026-03-01:/m/1"


def test_it_says_where_it_is_from(http: Browse, show: ShowView, author: Person) -> None:
    made = publish(author, show, "Rain", episode=OPEN, reveals_at=None)
    assert said(entries(read(http))[made], "summary") == "A moment from Saltmarsh, S1E1"
