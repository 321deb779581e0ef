"""The heads of pages: what previews and search engines read, and that nothing people write breaks out of it."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import update

from fandom.accounts.models import Account
from fandom.infra.db import db
from fandom.posts.models import Moment
from fandom.shows.models import Show
from tests.sharing.conftest import World, reseal
from tests.support.catalogue import make_show
from tests.support.http import Http

Browse = Callable[..., Http]
HOSTILE = "</script></title><script>alert(1)</script>]]>\"'><img src=x onerror=alert(1)> \u2028 \\u003c {{ 7*7 }}"


class Read(HTMLParser):
    """What a browser makes of a page: its metas, its links, its scripts and the data in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.scripts: list[str] = []
        self.data = ""
        self._inside = False
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.metas[given.get("property") or given.get("name", "")] = given.get("content", "")
        elif tag == "link":
            self.links[given.get("type") or given["rel"]] = given["href"]
        elif tag == "script":
            self.scripts.append(given.get("type", ""))
            self._inside = given.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        self.data += data if self._inside else ""

    @property
    def linked(self) -> Any:
        return json.loads(self.data)


def head(http: Browse, path: str) -> Read:
    answer = http().page(path)
    assert answer.status_code == 200
    return Read(answer.get_data(as_text=True))


def test_a_moment_that_is_open(world: World, http: Browse) -> None:
    url = f"http://localhost/m/{world.open}"
    found = head(http, f"/m/{world.open}")
    assert found.links["canonical"] == url
    assert found.metas["og:site_name"] == "Fandom"
    assert (found.metas["og:type"], found.metas["og:url"]) == ("article", url)
    assert found.metas["og:title"] == "A moment from Saltmarsh, S1E1"
    assert found.metas["og:description"] == found.metas["description"] == "The kettle stops"
    assert found.metas["og:image"] == f"{url}/card.jpg"
    assert (found.metas["og:image:width"], found.metas["og:image:height"]) == ("1200", "630")
    assert found.metas["og:image:alt"] == "The kettle stops"
    assert found.metas["twitter:card"] == "summary_large_image"
    assert "robots" not in found.metas
    linked = found.linked
    assert (linked["@type"], linked["url"]) == ("DiscussionForumPosting", url)
    assert (linked["text"], linked["author"]["name"]) == ("The kettle stops", "author")
    assert linked["about"] == {
        "@type": "TVSeries",
        "@id": "http://localhost/shows/saltmarsh",
        "url": "http://localhost/shows/saltmarsh",
        "name": "Saltmarsh",
    }
    assert [each["userInteractionCount"] for each in linked["interactionStatistic"]] == [0, 0]


def test_a_moment_that_is_sealed(world: World, http: Browse) -> None:
    found = head(http, f"/m/{world.late}")
    assert found.metas["og:title"] == "A moment from Saltmarsh, S1E2"
    assert found.metas["og:image:alt"] == found.linked["headline"] == found.metas["og:title"]
    assert found.metas["og:description"] == "author posted it. It opens for you once you have got that far."
    assert found.metas["robots"] == "noindex"


def test_resealed_its_head_is_too(world: World, http: Browse) -> None:
    reseal(world.open)
    for fan in (None, world.author, world.people["ahead"]):
        found = Read(http(as_=fan).page(f"/m/{world.open}").get_data(as_text=True))
        assert "kettle" not in str(found.metas) + found.data


def test_hidden_words_stay_hidden(world: World, http: Browse) -> None:
    db.session.execute(update(Moment).where(Moment.id == world.open).values(caption="She ||already knows||."))
    found = head(http, f"/m/{world.open}")
    assert found.metas["og:description"] == "She ▒▒▒."
    assert "already" not in found.data


@pytest.mark.parametrize(
    ("kind", "name", "linked"), [("series", "video.tv_show", "TVSeries"), ("film", "video.movie", "Movie")]
)
def test_a_show(http: Browse, app: Any, kind: str, name: str, linked: str) -> None:
    make_show("sintel", 1, kind=kind, synopsis="A girl and\na dragon.", year=2010, external_ids={"imdb": "tt1727587"})
    found = head(http, "/shows/sintel?sort=new")
    assert (found.metas["og:type"], found.linked["@type"]) == (name, linked)
    assert found.metas["og:description"] == "A girl and a dragon."
    assert found.links["canonical"] == "http://localhost/shows/sintel"
    assert found.links["application/atom+xml"] == "http://localhost/shows/sintel/feed.atom"
    assert found.metas["og:image"] == "http://localhost/shows/sintel/card.jpg"
    assert found.linked["sameAs"] == ["https://www.imdb.com/title/tt1727587/"]


def test_a_fan(world: World, http: Browse) -> None:
    db.session.execute(
        update(Account).where(Account.id == world.author.id).values(about="Kettles.", display_name="Ada")
    )
    found = head(http, "/u/author")
    assert (found.metas["og:type"], found.metas["og:title"], found.metas["twitter:card"]) == (
        "profile",
        "Ada",
        "summary",
    )
    assert (found.linked["@type"], found.linked["mainEntity"]["alternateName"]) == ("ProfilePage", "author")
    assert found.linked["mainEntity"]["description"] == "Kettles."
    assert "og:image" not in found.metas


def test_nothing_people_write_breaks_out(world: World, http: Browse) -> None:
    db.session.execute(update(Moment).where(Moment.id == world.open).values(caption=HOSTILE))
    db.session.execute(update(Show).where(Show.id == world.show.id).values(title=HOSTILE, synopsis=HOSTILE))
    db.session.execute(update(Account).where(Account.id == world.author.id).values(about=HOSTILE, display_name=HOSTILE))
    for path in (f"/m/{world.open}", "/shows/saltmarsh", "/u/author"):
        page = http().page(path).get_data(as_text=True)
        found = Read(page)
        assert found.scripts == ["application/ld+json", "", "module"]
        assert HOSTILE in json.dumps(found.linked, ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")
        assert found.metas["csrf-token"]
        assert not re.search(r"<img[^>]+onerror", page)


def test_what_is_not_published_has_none(world: World, http: Browse) -> None:
    db.session.execute(update(Moment).where(Moment.id == world.open).values(state="held"))
    found = Read(http(as_=world.author).page(f"/m/{world.open}").get_data(as_text=True))
    assert found.metas["robots"] == "noindex"
    assert not any(name.startswith("og:") for name in found.metas)
    assert found.data == ""
