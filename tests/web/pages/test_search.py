"""The page of search, without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from fandom.infra.counters import Local
from fandom.posts.search import pacing
from fandom.shows.values import ShowView
from tests.posts.conftest import ada, bo, post, say, show
from tests.support.http import Http
from tests.support.people import Person, make_fan

__all__ = ["ada", "bo", "post", "say", "show"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "rest", lambda _took: 0.0)


def asked(client: Http, **query: str) -> str:
    answer = client.page("/search", query_string=query)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_before_anything_is_asked_it_says_how(http: Callable[..., Http], show: ShowView) -> None:
    page = asked(http())
    assert "Only what you have reached is looked through" in page
    assert "What to find" not in page


def test_all_kinds_on_one_page(
    http: Callable[..., Http], ada: Person, post: Any, say: Callable[..., str], show: ShowView
) -> None:
    make_fan("saltmarsh_fan")
    moment = post(ada, "Oh, Saltmarsh & home", tags=("saltmarsh",), reveals_at=None)
    comment = say(ada, moment, "Such <b>saltmarsh</b>")
    page = asked(http(), q="saltmarsh")
    for kind in ("show", "fan", "tag", "moment", "comment"):
        assert f'id="of-{kind}"' in page
    assert "Oh, <mark>Saltmarsh</mark> &amp; home" in page
    assert "Such &lt;b&gt;<mark>saltmarsh</mark>&lt;/b&gt;" in page
    assert f"/m/{moment}#comment-{comment}" in page


def test_more_of_one_kind(http: Callable[..., Http], ada: Person, post: Any) -> None:
    for number in range(26):
        post(ada, f"A door {number}", reveals_at=None)
    page = asked(http(), q="door", kind="moment")
    assert page.count('<span class="found">') == 25
    assert 'rel="next"' in page
    further = page.split('rel="next"')[0].rpartition('href="')[2].split('"')[0]
    rest = http().page(further.replace("&amp;", "&")).get_data(as_text=True)
    assert rest.count('<span class="found">') == 1


@pytest.mark.parametrize("kind", ["", "show", "moment", "comment", "fan", "tag", "nonsense"])
def test_nothing_found(http: Callable[..., Http], show: ShowView, kind: str) -> None:
    assert "Nothing found" in asked(http(), q="zzzz", kind=kind)


def test_too_much_is_said_on_the_page(http: Callable[..., Http], show: ShowView) -> None:
    answer = http().page("/search", query_string={"q": "x" * 10_000})
    assert answer.status_code == 422
    assert "That can’t be searched for" in answer.get_data(as_text=True)


def test_it_is_for_nobody_to_keep(http: Callable[..., Http], show: ShowView) -> None:
    answer = http().page("/search", query_string={"q": "door"})
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert '<meta name="robots" content="noindex">' in answer.get_data(as_text=True)


def test_the_field_is_on_other_pages(http: Callable[..., Http], show: ShowView) -> None:
    assert 'id="find"' in http().page("/shows").get_data(as_text=True)
    assert 'id="find"' not in asked(http())


def test_the_page_and_the_api_use_up_one_allowance(
    app: Flask, http: Callable[..., Http], show: ShowView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "unlimited", False)
    monkeypatch.setitem(app.extensions, "counters", Local())
    client = http()
    left = [int(client.page("/search").headers["X-RateLimit-Remaining"])]
    left += [int(client.get("/search", query_string={"q": "door"}).headers["X-RateLimit-Remaining"])]
    assert left == [59, 58]
    for _ in range(58):
        client.get("/search", query_string={"q": ""})
    refused = client.get("/search", query_string={"q": "door"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
