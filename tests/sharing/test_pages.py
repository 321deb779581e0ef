"""The frame for other sites, the way to the title, and the code to take along."""

from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import update

from fandom.core.viewer import VISITOR
from fandom.infra.db import db
from fandom.sharing.references import reference_of
from fandom.shows.models import Show
from tests.sharing.conftest import OPEN, World, publish, reseal
from tests.support.http import Http

Browse = Callable[..., Http]


def test_other_sites_may_frame_it_and_it_does_nothing(world: World, http: Browse) -> None:
    for moment, status in ((world.open, 200), (world.late, 200), ("0000000000000", 404)):
        answer = http().page(f"/m/{moment}/embed")
        assert answer.status_code == status
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "X-Frame-Options" not in answer.headers
        assert "<script" not in answer.text
        assert "<form" not in answer.text


@pytest.mark.parametrize("path", ["/", "/m/{open}", "/m/{open}/share", "/shows/saltmarsh", "/u/author", "/feed.atom"])
def test_nothing_else_is_framed(world: World, http: Browse, path: str) -> None:
    answer = http().page(path.format(open=world.open))
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_it_looks_at_no_cookie_and_sets_none(world: World, http: Browse) -> None:
    bodies = []
    for fan in (None, world.author, world.people["ahead"]):
        answer = http(as_=fan).page(f"/m/{world.late}/embed")
        assert "Set-Cookie" not in answer.headers
        bodies.append(answer.data)
    assert len(set(bodies)) == 1


def test_what_it_shows(world: World, http: Browse) -> None:
    opened = http().page(f"/m/{world.open}/embed").text
    assert "The kettle stops" in opened
    assert "Watch from 12:31" in opened
    assert f'href="/m/{world.open}/watch"' in opened
    sealed = http().page(f"/m/{world.late}/embed").text
    assert "A moment from Saltmarsh, S1E2" in unescape(sealed)
    assert "/watch" not in sealed


def test_its_links_open_beside_the_page_it_is_in(world: World, http: Browse) -> None:
    assert '<base target="_blank">' in http().page(f"/m/{world.open}/embed").text


def test_hidden_words_are_not_in_it(world: World, http: Browse) -> None:
    made = publish(world.author, world.show, "She ||already\nknows|| & http://example.org || ||it||.", episode=OPEN)
    shown = http().page(f"/m/{made}/embed").text
    assert not any(word in shown for word in ("already", "knows", "||it"))
    assert "She ▒▒▒ &amp; <a href" in shown


def test_resealed_it_is_sealed_at_once(world: World, http: Browse) -> None:
    before = http().page(f"/m/{world.open}/embed")
    assert before.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    tag = {"If-None-Match": before.headers["ETag"]}
    assert http().page(f"/m/{world.open}/embed", headers=tag).status_code == 304
    reseal(world.open)
    after = http().page(f"/m/{world.open}/embed", headers=tag)
    assert after.status_code == 200
    assert "kettle" not in after.text


def test_a_title_that_nobody_can_watch(world: World, http: Browse) -> None:
    db.session.execute(update(Show).where(Show.id == world.show.id).values(watch_template=None))
    assert http().page(f"/m/{world.open}/watch").status_code == 404
    assert "Watch from" not in http().page(f"/m/{world.open}/embed").text


@pytest.mark.parametrize(
    "template", ["//evil.example/{id}", "javascript:alert(1)", "https://{id}/x", "https://a@{id}/"]
)
def test_it_leads_nowhere_but_where_a_template_may(world: World, http: Browse, template: str) -> None:
    db.session.execute(update(Show).where(Show.id == world.show.id).values(watch_template=template))
    assert http().page(f"/m/{world.open}/watch?next=https://evil.example").status_code == 404


def test_the_code_is_the_one_of_oembed_by_whoever_takes_it(world: World, http: Browse) -> None:
    page = unescape(http().page(f"/m/{world.open}/share").text)
    code = http().get(f"/oembed?url=http://localhost/m/{world.open}").json["html"]
    via = reference_of(VISITOR, world.open)
    assert code.replace('/embed"', f'/embed?via={via}"') in page
    assert f'value="http://localhost/m/{world.open}?via={via}"' in page


def test_the_menu_leads_there_while_it_is_up(world: World, http: Browse) -> None:
    link = f'href="/m/{world.open}/share" data-sheet'
    assert link in http().page(f"/m/{world.open}").text
    assert link in http(as_=world.author).page("/shows/saltmarsh?sort=new").text
