"""What moderators set for their fandom, from a page."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from fandom.infra.db import unit_of_work
from fandom.shows import actions, queries
from fandom.shows.charter import Rights
from tests.support.catalogue import PALETTE
from tests.support.http import Http
from tests.support.people import make_admin, make_fan
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]
PATH = f"/shows/{SLUG}/settings"


@pytest.fixture
def desk(http: Callable[..., Http], fandom: Fandom) -> Http:
    """The browser of a moderator of the show."""
    return http(as_=make_fan("noor", moderates=[fandom.show.id]))


def form(browser: Http, **typed: str) -> dict[str, str]:
    """All the form says, as the page gives it, but for what is typed."""
    version = re.search(r'name="version" value="(\d+)"', browser.page(PATH).get_data(as_text=True))
    assert version is not None
    same = {"version": version[1], "public_horizon": "aired", "watching": "fans"}
    return same | {"pictures": "on", "clips": "on", "uploads": "on", "clip_s": "90"} | typed


def test_it_is_for_moderators_of_the_show(http: Callable[..., Http], fandom: Fandom, desk: Http) -> None:
    elsewhere = make_fan(moderates=[])
    assert http().page(PATH).status_code == 302
    assert http(as_=elsewhere).page(PATH).status_code == 403
    assert http(as_=elsewhere).page(PATH, method="POST", data=form(desk)).status_code == 403
    assert http(as_=make_fan(moderates_all=True)).page(PATH).status_code == 200


def test_everything_is_kept_at_once(fandom: Fandom, desk: Http, words: Said) -> None:
    typed = form(desk, rules=" No leaks. ", welcome="Hello", own="🦀🌊", public_horizon="closed")
    del typed["pictures"]
    assert desk.page(PATH, method="POST", data=typed).status_code == 303
    found = queries.by_id(fandom.show.id)
    assert found is not None
    assert (found.palette, found.public_horizon) == ((*PALETTE, "🦀", "🌊"), "closed")
    charter = queries.charter(fandom.show.id)
    assert (charter.rules, charter.welcome) == ("No leaks.", "Hello")
    assert charter.rights == Rights(pictures=False)
    body = desk.page(PATH).get_data(as_text=True)
    assert 'value="🦀 🌊"' in body
    assert "Kept." in body


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("rules", "x" * 4001),
        ("welcome", "\u202eevil"),
        ("own", "🔥"),
        ("own", "lobster"),
        ("own", "🍇🍈🍉🍊🍋🍌🍍🥭🍎🍏🍐🍑🍒"),
        ("public_horizon", "secret"),
        ("watch_template", "javascript:alert(1)"),
        ("watching", "strangers"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    fandom: Fandom, desk: Http, field: str, wrong: str
) -> None:
    answer = desk.page(PATH, method="POST", data=form(desk, **{"welcome": "Hello", field: wrong}))
    assert answer.status_code == 422
    body = answer.get_data(as_text=True)
    assert f'id="{field}-wrong"' in body
    assert wrong in body or field in {"public_horizon", "watching"}
    assert "Hello" in body or field == "welcome"
    assert queries.by_id(fandom.show.id) == fandom.show


def test_of_two_moderators_the_second_is_told(fandom: Fandom, desk: Http, words: Said) -> None:
    typed, ada = form(desk, rules="Mine"), fandom.ada.viewer
    with unit_of_work():
        actions.change_settings(viewer=ada, show_id=fandom.show.id, changes={"rules": "Theirs"})
    answer = desk.page(PATH, method="POST", data=typed)
    assert answer.status_code == 412
    assert "Somebody else has changed these settings since." in words(answer)
    assert "Mine" in answer.get_data(as_text=True)
    again = typed | {"version": "2"}
    assert desk.page(PATH, method="POST", data=again).status_code == 303
    assert queries.charter(fandom.show.id).rules == "Mine"


def test_administrators_choose_moderators(http: Callable[..., Http], fandom: Fandom, desk: Http, words: Said) -> None:
    fandom.fan("bo")
    path, admin = f"{PATH}/moderators", http(as_=make_admin())
    assert desk.page(path, method="POST", data={"handle": "bo"}).status_code == 403
    assert "Make them a moderator" not in words(desk.page(PATH))
    assert admin.page(path, method="POST", data={"handle": "@bo"}).status_code == 303
    assert queries.moderator_handles(fandom.show.id) == ("bo", "noor")
    assert desk.page(f"{path}/bo/remove", method="POST").status_code == 403
    assert admin.page(f"{path}/bo/remove", method="POST").status_code == 303
    assert queries.moderator_handles(fandom.show.id) == ("noor",)


def test_nobody_of_that_name_is_said_beside_the_field(http: Callable[..., Http], fandom: Fandom) -> None:
    answer = http(as_=make_admin()).page(f"{PATH}/moderators", method="POST", data={"handle": "nobody_here"})
    assert answer.status_code == 422
    assert 'id="handle-wrong"' in answer.get_data(as_text=True)
    assert 'value="nobody_here"' in answer.get_data(as_text=True)


def test_a_fandom_greets_strangers_and_says_its_rules_where_they_matter(
    http: Callable[..., Http], fandom: Fandom, desk: Http, words: Said
) -> None:
    moment = fandom.moment(fandom.ada)
    desk.page(PATH, method="POST", data=form(desk, rules="No leaks.", welcome="Sit down, the kettle is on."))
    stranger, member = http(as_=make_fan("cy")), http(as_=fandom.bo)
    assert "Sit down, the kettle is on." in words(stranger.page(f"/shows/{SLUG}"))
    assert "Sit down" not in words(member.page(f"/shows/{SLUG}"))
    for path in (f"/shows/{SLUG}", f"/compose?show={SLUG}", f"/report?kind=moment&id={moment}"):
        assert "No leaks." in words(member.page(path)), path
    assert "Settings of this fandom" in words(desk.page(f"/shows/{SLUG}"))
    assert "Settings of this fandom" not in words(member.page(f"/shows/{SLUG}"))


def test_who_may_watch_is_chosen(fandom: Fandom, desk: Http) -> None:
    assert re.search(r'value="fans" checked', desk.page(PATH).text)
    assert desk.page(PATH, method="POST", data=form(desk, watching="nobody")).status_code == 303
    assert queries.rights(fandom.show.id).watching == "nobody"
    assert re.search(r'value="nobody" checked', desk.page(PATH).text)


def test_what_may_be_clipped_and_how_long(fandom: Fandom, desk: Http, words: Said) -> None:
    typed = form(desk, clip_s="30")
    del typed["uploads"]
    assert desk.page(PATH, method="POST", data=typed).status_code == 303
    assert queries.rights(fandom.show.id) == Rights(uploads=False, max_clip_ms=30_000)
    for wrong in ("0", "91", "", "1.5", "soon", "٣"):
        refused = desk.page(PATH, method="POST", data=form(desk, clip_s=wrong, rules="Kept as typed"))
        assert refused.status_code == 422
        assert "From 1 to 90 seconds." in words(refused)
        assert "Kept as typed" in refused.get_data(as_text=True)
    assert queries.rights(fandom.show.id).max_clip_ms == 30_000
