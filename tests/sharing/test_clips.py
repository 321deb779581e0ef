"""Clips that are handed on: what heads say of them, the address that stays, and the way to the second they are from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from fandom.infra.db import db, unit_of_work
from fandom.posts import actions
from fandom.posts.models import Moment
from fandom.shows.models import Show
from tests.clips.conftest import little_film, own_film
from tests.sharing.conftest import OPEN, World, reseal
from tests.sharing.test_heads import head
from tests.support.clipped import make_clip, show_clip
from tests.support.http import Http
from tests.support.sources import open_film

Browse = Callable[..., Http]
__all__ = ["little_film", "own_film"]


@pytest.fixture
def clips(world: World) -> World:
    """Both moments have a clip that is ready."""
    for each in (world.open, world.late):
        show_clip(each, make_clip())
    return world


def watching(show_id: str, who: str) -> None:
    with unit_of_work():
        db.session.execute(update(Show).where(Show.id == show_id).values(rights={"watching": who}))


def test_the_head_of_a_clip_has_its_film(clips: World, http: Browse) -> None:
    found, url = head(http, f"/m/{clips.open}"), f"http://localhost/m/{clips.open}"
    assert found.metas["og:type"] == "video.other"
    assert found.metas["og:video"] == found.metas["og:video:secure_url"] == f"{url}/clip.mp4"
    assert found.metas["og:video:type"] == "video/mp4"
    assert (found.metas["og:video:width"], found.metas["og:video:height"]) == ("320", "180")
    assert (found.metas["twitter:card"], found.metas["twitter:player"]) == ("player", f"{url}/embed")
    assert found.metas["og:image"] == f"{url}/card.jpg"
    assert found.links["application/json+oembed"].startswith("http://localhost/api/v1/oembed?url=")


def test_search_engines_read_which_seconds_it_is(clips: World, http: Browse) -> None:
    url = f"http://localhost/m/{clips.open}"
    posting, video = head(http, f"/m/{clips.open}").linked
    assert (posting["@type"], video["@type"]) == ("DiscussionForumPosting", "VideoObject")
    assert (video["contentUrl"], video["embedUrl"]) == (f"{url}/clip.mp4", f"{url}/embed")
    assert video["thumbnailUrl"] == [f"{url}/card.jpg"]
    (part,) = video["hasPart"]
    assert (part["@type"], part["startOffset"], part["endOffset"]) == ("Clip", 751.0, 756.0)
    assert part["url"] == "https://video.example/watch/saltmarsh-s01e01?t=751"


def test_past_what_is_open_to_all_nothing_of_it_is_there(clips: World, http: Browse) -> None:
    found = head(http, f"/m/{clips.late}")
    assert (found.metas["og:type"], found.metas["twitter:card"]) == ("article", "summary_large_image")
    assert not [name for name in found.metas if "video" in name or "player" in name]
    page = http().page(f"/m/{clips.late}").get_data(as_text=True)
    assert "clip.mp4" not in page
    assert "VideoObject" not in page


def test_while_it_is_made_there_is_no_film(world: World, http: Browse) -> None:
    show_clip(world.open, make_clip(done=False))
    assert head(http, f"/m/{world.open}").metas["og:type"] == "article"
    assert http().page(f"/m/{world.open}/clip.mp4").status_code == 404


def test_the_address_gives_the_film_and_ranges_of_it(clips: World, http: Browse) -> None:
    whole = http().page(f"/m/{clips.open}/clip.mp4")
    assert (whole.status_code, whole.mimetype) == (200, "video/mp4")
    assert whole.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert whole.headers["Cache-Control"] == "private, no-cache"
    part = http().page(f"/m/{clips.open}/clip.mp4", headers={"Range": "bytes=0-99"})
    assert (part.status_code, len(part.data)) == (206, 100)
    assert whole.data.startswith(part.data)
    known = http().page(f"/m/{clips.open}/clip.mp4", headers={"If-None-Match": whole.headers["ETag"]})
    assert known.status_code == 304


def test_each_request_is_asked(clips: World, http: Browse) -> None:
    path = f"/m/{clips.late}/clip.mp4"
    assert http().page(path).status_code == 404
    assert http(as_=clips.people["behind"]).page(path).status_code == 404
    assert http(as_=clips.people["ahead"]).page(path).status_code == 200


def test_what_was_open_closes_at_once(clips: World, http: Browse) -> None:
    path = f"/m/{clips.open}/clip.mp4"
    assert http().page(path).status_code == 200
    reseal(clips.open)
    assert http().page(path).status_code == 404


@pytest.mark.parametrize("state", ["held", "hidden", "removed", "deleted"])
def test_only_what_is_published(clips: World, http: Browse, state: str) -> None:
    with unit_of_work():
        db.session.execute(update(Moment).where(Moment.id == clips.open).values(state=state))
    for who in (None, clips.author, clips.people["moderator"]):
        assert http(as_=who).page(f"/m/{clips.open}/clip.mp4").status_code == 404


def test_nothing_where_there_is_no_clip(world: World, http: Browse) -> None:
    for path in (f"/m/{world.open}/clip.mp4", "/m/none/clip.mp4", f"/m/{'0' * 13}/clip.mp4"):
        assert http().page(path).status_code == 404


def test_a_removed_clip_is_gone(clips: World, http: Browse) -> None:
    with unit_of_work():
        actions.remove_moment(moment_id=clips.open)
    assert http().page(f"/m/{clips.open}/clip.mp4").status_code == 404


@pytest.mark.parametrize("who", ["everyone", "fans"])
def test_the_way_leads_to_our_own_film(world: World, http: Browse, own_film: Path, who: str) -> None:
    open_film(world.show.id, own_film, OPEN, who)
    for fan in (None, world.people["at"]):
        led = http(as_=fan).page(f"/m/{world.open}/watch")
        assert (led.status_code, led.headers["Location"]) == (302, "/shows/saltmarsh/s01e01?t=751")
    said = http().get(f"/moments/{world.open}").json["watch_url"]
    assert said == "http://localhost/shows/saltmarsh/s01e01?t=751"
    listed = http().get("/shows/saltmarsh/feed").json["items"]
    assert said in [each["watch_url"] for each in listed]


def test_else_to_the_provider(world: World, http: Browse, own_film: Path) -> None:
    open_film(world.show.id, own_film, OPEN, "nobody")
    led = http().page(f"/m/{world.open}/watch")
    assert led.headers["Location"] == "https://video.example/watch/saltmarsh-s01e01?t=751"


def test_sealed_it_has_no_time(world: World, http: Browse, own_film: Path) -> None:
    open_film(world.show.id, own_film, (1, 2), "everyone")
    assert http().page(f"/m/{world.late}/watch").headers["Location"] == "/shows/saltmarsh/s01e02"
    assert http().get(f"/moments/{world.late}").json["watch_url"] == "http://localhost/shows/saltmarsh/s01e02"


def test_pages_lead_there_by_the_counted_way(world: World, http: Browse) -> None:
    page = http().page(f"/m/{world.open}").get_data(as_text=True)
    assert f'href="/m/{world.open}/watch"' in page
    assert "Watch from 12:31" in page
    card: Any = http().page("/shows/saltmarsh").get_data(as_text=True)
    assert f'href="/m/{world.open}/watch"' in card
