"""Below a moment that was revealed: what is said there as far as the moment goes, and to join in."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.infra.db import unit_of_work
from fandom.posts import actions
from fandom.posts.access import moment_to_edit
from fandom.posts.values import MomentChange, Place
from tests.posts.reveals.conftest import LATER, REVEALS, SOONER, Scene, writing
from tests.support.http import Http

As = Callable[..., Http]
Say = Callable[..., str]


@pytest.fixture
def told(scene: Scene, say: Say) -> dict[str, str]:
    """Comments by who has seen all of it, by how far they go."""
    places = {"same": None, "sooner": SOONER, "exactly": REVEALS, "later": LATER, "special": Place((0, 1))}
    return {name: say(scene.cy, scene.late, f"CANARY {name}", reveals_at=at) for name, at in places.items()}


def sealed(browser: Http, scene: Scene) -> dict[str, bool]:
    found: list[dict[str, Any]] = browser.get(f"/moments/{scene.late}/comments").json["items"]
    page = browser.page(f"/m/{scene.late}/talk").text
    for each in found:
        assert each["sealed"] == (each["body"] is None)
    names = {name: f"CANARY {name}" for name in ("same", "sooner", "exactly", "later", "special")}
    opened = {name for name, words in names.items() if words in page}
    assert opened == {name for name, words in names.items() if any(words == each["body"] for each in found)}
    return {each["id"]: each["sealed"] for each in found}


def test_what_goes_no_further_than_the_moment_is_open(http: As, scene: Scene, told: dict[str, str]) -> None:
    for browser in (http(as_=scene.bo), writing(http())):
        assert sealed(browser, scene) == {}
        browser.put(f"/moments/{scene.late}/reveal")
        assert sealed(browser, scene) == {told[name]: name in {"later", "special"} for name in told}
        browser.delete(f"/moments/{scene.late}/reveal")
        assert sealed(browser, scene) == {}


def move(scene: Scene, place: Place | None) -> None:
    with unit_of_work():
        moment = moment_to_edit(scene.ada.viewer, scene.late)
        actions.edit_moment(moment=moment, change=MomentChange(reveals_at=place))


@pytest.mark.parametrize("signed_in", [True, False])
def test_what_moves_further_on_asks_again(http: As, scene: Scene, signed_in: bool) -> None:
    fan = http(as_=scene.bo) if signed_in else writing(http())
    fan.put(f"/moments/{scene.late}/reveal")
    move(scene, LATER)
    assert fan.get(f"/moments/{scene.late}").json["sealed"]
    listed = {each["id"]: each["sealed"] for each in fan.get("/shows/saltmarsh/feed").json["items"]}
    assert listed[scene.late]
    fan.put(f"/moments/{scene.late}/reveal")
    assert not fan.get(f"/moments/{scene.late}").json["sealed"]


def test_the_bound_of_comments_follows_the_moment(http: As, scene: Scene, told: dict[str, str]) -> None:
    fan = http(as_=scene.bo)
    fan.put(f"/moments/{scene.late}/reveal")
    for place, more in ((SOONER, "special exactly later"), (None, "special exactly later sooner")):
        move(scene, place)
        assert not fan.get(f"/moments/{scene.late}").json["sealed"]
        assert {name for name in told if sealed(fan, scene)[told[name]]} == set(more.split())


def test_of_a_special_only_itself_comes_along(http: As, scene: Scene, say: Say) -> None:
    with unit_of_work():
        moment = moment_to_edit(scene.ada.viewer, scene.late)
        actions.edit_moment(moment=moment, change=MomentChange(reveals_at=Place((0, 2))))
    own = say(scene.ada, scene.late, "CANARY same", reveals_at=Place((0, 2), 1))
    other = say(scene.ada, scene.late, "CANARY special", reveals_at=Place((0, 1), 1))
    ahead = say(scene.ada, scene.late, "CANARY later", reveals_at=LATER)
    fan = http(as_=scene.bo)
    assert sealed(fan, scene) == {}
    fan.put(f"/moments/{scene.late}/reveal")
    assert sealed(fan, scene) == {own: False, other: True, ahead: True}


def test_who_revealed_it_may_join_in_and_see_what_they_said(http: As, scene: Scene, told: dict[str, str]) -> None:
    fan = http(as_=scene.bo)
    react, say = f"/moments/{scene.late}/reactions/🔥", f"/moments/{scene.late}/comments"
    assert fan.put(react).status_code == fan.post(say, {"body": "I knew"}).status_code == 403
    fan.put(f"/moments/{scene.late}/reveal")
    assert fan.put(react).json["my_reactions"] == ["🔥"]
    assert fan.post(say, {"body": "I knew"}).status_code == 201
    assert fan.post(say, {"body": "Me too", "parent": told["exactly"]}).status_code == 201
    assert fan.post(say, {"body": "Me too", "parent": told["later"]}).status_code == 422
    assert fan.put(f"/comments/{told['exactly']}/reactions/🔥").status_code == 200
    assert fan.put(f"/comments/{told['later']}/reactions/🔥").status_code == 403
    fan.delete(f"/moments/{scene.late}/reveal")
    assert fan.put(react).status_code == fan.post(say, {"body": "More"}).status_code == 403
    assert fan.put(f"/comments/{told['exactly']}/reactions/🔥").status_code == 404
    assert fan.delete(react).json["reactions"] == {}
