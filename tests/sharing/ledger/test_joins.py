"""Who joins after a link counts for its moment: through the page's session or by what a program says, once."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.core.viewer import VISITOR
from fandom.sharing.references import ref_of, reference_of
from tests.sharing.conftest import World
from tests.sharing.ledger.conftest import Browse, Browser, Counted
from tests.support.http import Http

PASSWORD = "plain words of mine"
Freeze = Callable[..., None]


def join(browser: Browser, handle: str) -> None:
    page = browser.see("/sign-up").text
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert csrf
    browser.http.csrf = csrf[1]
    asked = {"handle": handle, "email": f"{handle}@example.org", "password": PASSWORD}
    answer = browser.see("/sign-up", "POST", data=asked)
    assert answer.status_code == 303, answer.text


def test_a_visitor_of_a_link_joins(world: World, browse: Browse, counted: Counted) -> None:
    via = reference_of(world.author.viewer, world.open)
    somebody = browse()
    somebody.see(f"/m/{world.open}?via={via}")
    somebody.see("/shows/saltmarsh")
    join(somebody, "newcome")
    assert counted(world.open) == {"link": 1, "join": 1}


def test_a_wrong_try_keeps_it(world: World, browse: Browse, counted: Counted) -> None:
    somebody = browse()
    somebody.see(f"/m/{world.open}?via={reference_of(VISITOR, world.open)}")
    page = somebody.see("/sign-up").text
    somebody.http.csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
    assert somebody.see("/sign-up", "POST", data={"handle": "x"}).status_code == 422
    join(somebody, "newcome")
    assert counted(world.open)["join"] == 1


def test_a_link_to_what_is_sealed_leads_here_too(world: World, browse: Browse, counted: Counted) -> None:
    somebody = browse()
    somebody.see(f"/m/{world.late}?via={reference_of(world.author.viewer, world.late)}")
    join(somebody, "newcome")
    assert counted(world.late) == {"join": 1}


def test_without_a_link_of_ours_nobody_counts(world: World, browse: Browse, counted: Counted) -> None:
    for number, query in enumerate(("", "?via=forged", f"?via={reference_of(VISITOR, world.late)}")):
        somebody = browse()
        somebody.see(f"/m/{world.open}{query}")
        join(somebody, f"newcome{number}")
    assert "join" not in counted(world.open)
    assert counted(world.late) == {}


def test_it_is_forgotten_after_a_day(world: World, browse: Browse, counted: Counted, frozen_clock: Freeze) -> None:
    somebody = browse()
    somebody.see(f"/m/{world.open}?via={reference_of(VISITOR, world.open)}")
    clock.freeze(clock.now() + timedelta(hours=24, minutes=2))
    join(somebody, "newcome")
    assert "join" not in counted(world.open)


def test_what_a_program_says(world: World, http: Callable[..., Http], counted: Counted) -> None:
    good = ref_of(world.open, reference_of(world.author.viewer, world.open))
    absent = new_id()
    refs = (good, good, "m-1", f"{world.late}{good[13:]}", ref_of(absent, reference_of(VISITOR, absent)), None)
    for number, ref in enumerate(refs):
        asked = {"handle": f"newcome{number}", "email": f"n{number}@example.org", "password": PASSWORD, "ref": ref}
        assert http().post("/accounts", asked).status_code == 201
    assert counted(world.open) == {"join": 2}
    assert counted(world.late) == {}


@pytest.mark.parametrize("query", ["", "?via=forged"])
def test_no_cookie_is_new(world: World, browse: Browse, query: str) -> None:
    answer = browse().see(f"/m/{world.open}{query}")
    assert [each.partition("=")[0] for each in answer.headers.getlist("Set-Cookie")] == ["fandom_session"]


def test_the_link_that_is_shared(world: World, http: Callable[..., Http]) -> None:
    """Each sharer has one of their own; what search engines and previews are told is without."""
    links = []
    for fan in (None, world.author, world.people["ahead"]):
        page = http(as_=fan).page(f"/m/{world.open}/share").text
        found = re.search(rf'value="(http://localhost/m/{world.open}\?via=[\w-]{{22}})"', page)
        assert found
        links.append(found[1])
        assert f"/m/{world.open}/embed?via={urlsplit(found[1]).query.removeprefix('via=')}" in page
    assert len(set(links)) == 3
    head = http().page(links[1].removeprefix("http://localhost")).text
    assert f'rel="canonical" href="http://localhost/m/{world.open}"' in head
    assert f'property="og:url" content="http://localhost/m/{world.open}"' in head


def test_an_embed_takes_it_along_and_looks_at_no_cookie(world: World, http: Callable[..., Http]) -> None:
    via = reference_of(world.author.viewer, world.open)
    answers = [http(as_=fan).page(f"/m/{world.open}/embed?via={via}") for fan in (None, world.author)]
    assert answers[0].data == answers[1].data
    assert "Set-Cookie" not in answers[1].headers
    assert f'href="/m/{world.open}?via={via}"' in answers[0].text
    assert f'href="/m/{world.open}/watch?via={via}"' in answers[0].text
    assert "via=" not in http().page(f"/m/{world.open}/embed?via=forged").text


def test_the_way_to_the_title(world: World, browse: Browse, counted: Counted) -> None:
    via = reference_of(world.author.viewer, world.open)
    for query in ("", f"?via={via}", "?via=forged"):
        somebody = browse()
        for _ in range(2):
            assert somebody.see(f"/m/{world.open}/watch{query}").status_code == 302
    browse(world.author).see(f"/m/{world.open}/watch")
    browse(agent="curl/8").see(f"/m/{world.open}/watch")
    browse().see(f"/m/{world.late}/watch")
    assert counted(world.open) == {"title": 2}
    assert counted(world.late) == {}
