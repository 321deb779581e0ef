"""The catalogue and a show's page."""

from collections.abc import Callable
from typing import Any

from fandom.infra.db import unit_of_work
from fandom.posts import actions
from fandom.posts.values import MomentDraft
from fandom.shows import queries
from tests.support.catalogue import episode, make_show, season
from tests.support.http import Http
from tests.support.people import make_fan
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]


def test_shows_are_found_by_title(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    make_show("amelie", title="Amélie")
    said = words(http().page("/shows?q=amelie"))
    assert "Amélie" in said
    assert "The Saltmarsh Line" not in said
    assert "No show goes by that name" in words(http().page("/shows?q=zzz"))


def test_a_show_has_its_light_its_cover_and_its_moments(http: Callable[..., Http], fandom: Fandom) -> None:
    fandom.moment(fandom.ada, "She already knows.", episode=(1, 4), start_ms=751_000, end_ms=756_000)
    body = http().page(f"/shows/{SLUG}").get_data(as_text=True)
    assert 'class="hue-210"' in body
    assert f"/media/posters/{SLUG}-wide.svg" in body
    assert "S1E4 · 12:31" in body
    assert 'data-watch="show:the-saltmarsh-line"' in body


def test_a_show_that_is_not_there(http: Callable[..., Http]) -> None:
    assert http().page("/shows/nowhere").status_code == 404


def test_joining_asks_where_one_is(http: Callable[..., Http], fandom: Fandom) -> None:
    noor = make_fan("noor")
    browser = http(as_=noor)
    answer = browser.page(f"/shows/{SLUG}/membership", method="POST", data={"want": "join"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/shows/{SLUG}/progress"
    assert queries.role_of(noor.id, fandom.show.id) == "fan"


def test_who_has_said_it_is_not_asked_again(http: Callable[..., Http], fandom: Fandom) -> None:
    noor = make_fan("noor")
    fandom.place(noor, "s01e03")
    answer = http(as_=noor).page(f"/shows/{SLUG}/membership", method="POST", data={"want": "join"})
    assert answer.headers["Location"] == f"/shows/{SLUG}"


def test_leaving_keeps_where_one_is(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.place(fandom.bo, "s01e03")
    browser = http(as_=fandom.bo)
    assert browser.page(f"/shows/{SLUG}/membership", method="POST", data={"want": "leave"}).status_code == 303
    assert queries.role_of(fandom.bo.id, fandom.show.id) is None
    assert "You’re at S1E3." in words(browser.page(f"/shows/{SLUG}"))


def test_a_foreign_form_is_refused(http: Callable[..., Http], fandom: Fandom) -> None:
    forged = http(as_=fandom.bo, csrf=False)
    assert forged.page(f"/shows/{SLUG}/membership", method="POST", data={"want": "leave"}).status_code == 403
    assert queries.role_of(fandom.bo.id, fandom.show.id) == "fan"


def test_titles_past_the_horizon_are_withheld(http: Callable[..., Http], app: Any, words: Said) -> None:
    make_show("secretive", season(1, 3), withholds_titles=True, public_horizon="closed")
    said = words(http().page("/shows/secretive"))
    assert "Title of s01e03" not in said
    assert "not shown to you yet" in said


def test_who_has_said_nothing_is_not_told_where_they_are(
    http: Callable[..., Http], fandom: Fandom, words: Said
) -> None:
    show = make_show("fresh", [*season(1, 1), episode(1, 2, air_date="2999-01-01")])
    ada, draft = fandom.ada.viewer, MomentDraft("The end of it.", episode=(1, 2))
    with unit_of_work():
        actions.publish_moment(author=ada, show_id=show.id, draft=draft)
    page = http().page("/shows/fresh")
    said = words(page)
    for each in ("S1E1, open to all", "S1E2, this", "Open to everyone up to S1E1.", "Where are you in it? Say it"):
        assert each in said
    assert ", you" not in said
    assert "The way there from what is open to all" in page.get_data(as_text=True)


def reacted(http: Callable[..., Http], fandom: Fandom, moment_id: str) -> None:
    for handle in ("tuck", "yusra", "mirela"):
        http(as_=fandom.fan(handle)).put(f"/moments/{moment_id}/reactions/🔥")


def test_hot_new_and_top_are_one_tap_apart(http: Callable[..., Http], fandom: Fandom) -> None:
    loved = fandom.moment(fandom.ada, "The one everybody loves.")
    fandom.moment(fandom.bo, "The one that is newer.")
    reacted(http, fandom, loved)
    for sort, first in (("hot", "loves"), ("new", "newer"), ("top", "loves")):
        body = http().page(f"/shows/{SLUG}?sort={sort}").get_data(as_text=True)
        feed = body[body.index('id="feed"') : body.index("<aside")]
        assert min(("loves", "newer"), key=feed.index) == first
        assert f'href="/shows/{SLUG}{"" if sort == "hot" else "?sort=" + sort}" aria-current="page"' in body


def test_the_feed_of_one_episode(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.moment(fandom.ada, "In the fourth.", episode=(1, 4))
    fandom.moment(fandom.ada, "In the fifth.", episode=(1, 5))
    answer = http().page(f"/shows/{SLUG}?episode=s01e04&sort=new")
    body = answer.get_data(as_text=True)
    feed = body[body.index('id="feed"') : body.index("<aside")]
    assert "In the fourth." in feed
    assert "In the fifth." not in feed
    assert "Nothing here yet" in words(http().page(f"/shows/{SLUG}?episode=s02e01"))


def test_top_says_since_when(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.moment(fandom.ada)
    said = words(http().page(f"/shows/{SLUG}?sort=top&window=day"))
    for each in ("Today", "This week", "This month", "Ever"):
        assert each in said
    assert "This week Ever" not in words(http().page(f"/shows/{SLUG}"))


def test_an_address_that_means_nothing_leads_nowhere(http: Callable[..., Http], fandom: Fandom) -> None:
    for asked in ("sort=best", "window=hour", "episode=four", "sort=top&window=never"):
        assert http().page(f"/shows/{SLUG}?{asked}").status_code == 404


def test_older_pages_keep_how_they_were_asked_for(http: Callable[..., Http], fandom: Fandom) -> None:
    for number in range(14):
        fandom.moment(fandom.ada, f"Moment number {number}.")
    for sort in ("hot", "new", "top"):
        first = http().page(f"/shows/{SLUG}?sort={sort}").get_data(as_text=True)
        link = first.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
        assert f"sort={sort}" in link
        assert http().page(link).get_data(as_text=True).count("data-moment=") == 2
