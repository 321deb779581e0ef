"""Following, muting and blocking from pages, without scripts."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.http import Http
from tests.support.people import make_fan, viewer_of
from tests.web.conftest import Fandom

Said = Callable[[Any], str]
Client = Callable[..., Http]


def sent(browser: Http, path: str, **data: str) -> Any:
    """The page that a form leads to."""
    answer = browser.page(path, method="POST", data=data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return browser.page(answer.headers["Location"])


def test_following_and_not(http: Client, fandom: Fandom, words: Said) -> None:
    bo, _ = http(as_=fandom.bo), fandom.ada
    assert "1 follower" in words(sent(bo, "/u/ada/follow"))
    assert "@bo" in words(http().page("/u/ada/followers"))
    assert "@ada" in words(http().page("/u/bo/following"))
    assert "follows you" in words(http(as_=fandom.ada).page("/u/bo"))
    assert "0 followers" in words(sent(bo, "/u/ada/follow", want="no"))
    assert "Nobody yet" in words(bo.page("/u/ada/followers"))


def test_where_it_came_from_it_goes_back(http: Client, fandom: Fandom) -> None:
    path = f"/u/{fandom.ada.handle}/follow"
    answer = http(as_=fandom.bo).page(path, method="POST", data={"next": "/u/ada/followers"})
    assert answer.headers["Location"] == "/u/ada/followers"
    away = http(as_=fandom.bo).page(path, method="POST", data={"next": "//evil.example"})
    assert away.headers["Location"] == "/u/ada"


def test_a_mute_for_a_day_says_until_when_and_can_be_undone(http: Client, fandom: Fandom, words: Said) -> None:
    bo = http(as_=fandom.bo)
    fandom.moment(fandom.ada)
    assert "They are not told" in words(bo.page("/u/ada/hide"))
    said = words(sent(bo, "/u/ada/mute", **{"for": "day"}))
    assert "You won’t see ada in your lists for a while." in said
    assert "You muted ada until" in said
    assert "She already knows." in said  # visited, they are there
    assert "You muted ada" not in words(sent(bo, "/u/ada/mute", **{"for": "no"}))


def test_a_block_says_what_it_means_and_can_be_undone(http: Client, fandom: Fandom, words: Said) -> None:
    bo, ada = http(as_=fandom.bo), http(as_=fandom.ada)
    fandom.moment(fandom.ada)
    answer = sent(bo, "/u/ada/block")
    assert answer.status_code == 404
    assert "You won’t see each other any more." in words(answer)
    assert "She already knows." not in words(answer)
    assert bo.page("/report?kind=account&id=ada").status_code == 200
    assert "/report?kind=account&amp;id=ada" in answer.get_data(as_text=True)
    assert "You blocked" not in words(ada.page("/u/bo"))
    assert ada.page("/u/bo").status_code == bo.page("/u/ada/shows").status_code == 404
    assert "@ada" in words(bo.page("/settings/privacy"))
    assert "She already knows." in words(sent(bo, "/u/ada/block", want="no"))


def test_tabs_of_a_profile(http: Client, fandom: Fandom, words: Said) -> None:
    bo = http(as_=fandom.bo)
    moment_id = fandom.moment(fandom.ada)
    bo.put(f"/moments/{moment_id}/reactions/🔥")
    assert "The Saltmarsh Line" in words(bo.page("/u/ada/shows"))
    mine = words(bo.page("/u/bo/reactions"))
    assert "Only you see this." in mine
    assert "She already knows." in mine
    assert http().page("/u/bo/reactions").status_code == 404
    sent(bo, "/settings/privacy/reactions", shared="on")
    assert "She already knows." in words(http().page("/u/bo/reactions"))
    sent(bo, "/settings/privacy/reactions")
    assert http().page("/u/bo/reactions").status_code == 404


def test_words_and_tags_and_shows_are_muted_and_shown_again(http: Client, fandom: Fandom, words: Said) -> None:
    bo = http(as_=fandom.bo)
    for kind, value in (("word", "Red wedding"), ("tag", "#Finale"), ("show", fandom.show.slug)):
        said = words(sent(bo, "/settings/privacy/mutes", kind=kind, value=value, **{"for": "week"}))
        assert "You won’t see that any more." in said
    for each in ("red wedding", "#finale", "The Saltmarsh Line", "until"):
        assert each in said
    assert viewer_of(fandom.bo).hidden.shows == {fandom.show.id}
    for kind, value in (("word", "red wedding"), ("tag", "finale"), ("show", fandom.show.slug)):
        said = words(sent(bo, "/settings/privacy/mutes/end", kind=kind, value=value))
    assert "red wedding" not in said
    assert not viewer_of(fandom.bo).hidden


def test_a_muted_fan_is_listed_and_shown_again(http: Client, fandom: Fandom, words: Said) -> None:
    bo = http(as_=fandom.bo)
    sent(bo, f"/u/{fandom.ada.handle}/mute", **{"for": "ever"})
    assert "a fan" in words(bo.page("/settings/privacy"))
    sent(bo, "/settings/privacy/mutes/end", kind="account", value="ada")
    assert not viewer_of(fandom.bo).hidden


def test_what_cannot_be_muted_is_said_beside_it(http: Client, fandom: Fandom) -> None:
    bo = http(as_=fandom.bo)
    for kind, value in (("word", "…"), ("tag", "a b"), ("word", "x" * 70)):
        failed = bo.page("/settings/privacy/mutes", method="POST", data={"kind": kind, "value": value})
        assert failed.status_code == 422
        assert 'id="value-wrong"' in failed.get_data(as_text=True)


def test_unblocking_from_settings(http: Client, fandom: Fandom, words: Said) -> None:
    bo = http(as_=fandom.bo)
    sent(bo, f"/u/{fandom.ada.handle}/block")
    assert "can see each other again" in words(sent(bo, "/settings/privacy/blocks/ada/end"))
    assert bo.page("/u/ada").status_code == 200


@pytest.mark.parametrize("path", ["/u/ada/hide", "/settings/privacy"])
def test_visitors_are_asked_to_sign_in(http: Client, path: str) -> None:
    make_fan("ada")
    assert http().page(path).status_code == 302
    assert "Follow" in http().page("/u/ada").get_data(as_text=True)


def test_what_a_fan_says_of_themselves(http: Client, fandom: Fandom, words: Said) -> None:
    ada = http(as_=fandom.ada)
    sent(ada, "/settings/name", display_name="Ada", about="Here for <b>the music</b>.")
    assert "Here for <b>the music</b>." in words(http().page("/u/ada"))
    failed = ada.page("/settings/name", method="POST", data={"display_name": "Ada", "about": "x" * 301})
    assert failed.status_code == 422
    assert 'id="about-wrong"' in failed.get_data(as_text=True)
