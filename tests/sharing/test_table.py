"""The public horizon on every surface that others get, whoever asks for it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.sharing.conftest import SECRETS, World

VIEWERS = ("visitor", "newcomer", "behind", "at", "ahead", "author", "moderator")
# Whatever fan asks for these gets what a visitor gets.
SURFACES = (
    *("/m/{late}/card.jpg", "/m/{late}/embed", "/api/v1/oembed?url=http://localhost/m/{late}", "/feed.atom"),
    *("/shows/saltmarsh/feed.atom", "/shows/saltmarsh/card.jpg", "/sitemap.xml", "/sitemap/moments-0.xml"),
    *("/sitemap/shows-0.xml", "/robots.txt"),
)
HEADS = ("/m/{late}", "/shows/saltmarsh", "/u/author")
HEAD = re.compile(rb'<link rel="canonical".*?</script>', re.DOTALL)


def leaks(said: bytes) -> list[str]:
    return [secret for secret in SECRETS if secret.encode() in said]


def placed(path: str, world: World) -> str:
    return path.format(late=world.late, open=world.open)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_gets_a_secret_to_hand_on(world: World, http: Callable[..., Any], viewer: str) -> None:
    browser, visitor = http(as_=world.people[viewer]), http()
    for path in (placed(each, world) for each in SURFACES):
        answer = browser.page(path)
        assert answer.status_code == 200, path
        assert leaks(answer.data + str(answer.headers).encode()) == [], path
        assert answer.data == visitor.page(path).data, path


@pytest.mark.parametrize("viewer", ["visitor", "behind", "ahead", "moderator"])
def test_heads_are_the_same_for_all(world: World, http: Callable[..., Any], viewer: str) -> None:
    for path in (placed(each, world) for each in HEADS):
        heads = [HEAD.search(http(as_=fan).page(path).data) for fan in (world.people[viewer], None)]
        assert heads[0], path
        assert heads[1], path
        assert heads[0][0] == heads[1][0], path
        assert leaks(heads[0][0]) == [], path


@pytest.mark.parametrize("viewer", VIEWERS)
def test_the_way_to_watch_tells_the_second_to_those_who_may_know_it(
    world: World, http: Callable[..., Any], viewer: str
) -> None:
    browser = http(as_=world.people[viewer])
    there = browser.page(f"/m/{world.late}/watch")
    timed = viewer in {"at", "ahead", "author", "moderator"}
    assert (there.status_code, there.headers["Cache-Control"]) == (302, "no-store")
    assert there.location == f"https://video.example/watch/saltmarsh-s01e02{'?t=60' if timed else ''}"
    assert browser.page(f"/m/{world.open}/watch").location == "https://video.example/watch/saltmarsh-s01e01?t=751"


def test_the_page_that_hands_it_out_has_no_secret(world: World, http: Callable[..., Any]) -> None:
    for fan in world.people.values():
        answer = http(as_=fan).page(f"/m/{world.late}/share")
        assert answer.status_code == 200
        assert leaks(answer.data) == []


def test_what_is_open_to_all_is_told(world: World, told: Callable[..., bytes]) -> None:
    for path in (
        f"/m/{world.open}",
        f"/m/{world.open}/embed",
        "/shows/saltmarsh/feed.atom",
        "/feed.atom",
    ):
        assert b"The kettle stops" in told(path), path


@pytest.mark.parametrize("state", ["held", "hidden", "removed", "deleted"])
def test_what_is_not_published_is_not_there(world: World, http: Callable[..., Any], state: str) -> None:
    from sqlalchemy import update

    from fandom.infra.db import db
    from fandom.posts.models import Moment

    db.session.execute(update(Moment).where(Moment.id == world.open).values(state=state))
    for fan in world.people.values():
        browser = http(as_=fan)
        assert browser.page(f"/m/{world.open}/card.jpg").status_code == 404
        assert browser.page(f"/m/{world.open}/embed").status_code == 404
        assert browser.get(f"/oembed?url=http://localhost/m/{world.open}").status_code == 404
        assert b"og:title" not in browser.page(f"/m/{world.open}").data
        for path in ("/shows/saltmarsh/feed.atom", "/feed.atom", "/sitemap/moments-0.xml"):
            assert world.open.encode() not in browser.page(path).data, path
