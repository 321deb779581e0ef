"""Asking to be shown a moment anyway: open for who asked, again as once, for nobody else, and sealed again."""

from collections.abc import Callable

import pytest

from fandom.infra.db import unit_of_work
from fandom.posts import actions
from fandom.posts.access import moment_to_edit
from tests.posts.reveals.conftest import CANARY, Scene, writing
from tests.support.http import Http
from tests.support.people import token_of

As = Callable[..., Http]


def browsers(http: As, scene: Scene) -> list[Http]:
    return [http(as_=scene.bo), writing(http())]


def test_it_opens_and_is_sealed_again(http: As, scene: Scene) -> None:
    for browser in browsers(http, scene):
        before = browser.get(f"/moments/{scene.late}").json
        assert before["sealed"]
        for _ in range(2):
            answer = browser.put(f"/moments/{scene.late}/reveal")
            assert (answer.status_code, answer.json["sealed"]) == (200, False)
            assert answer.json["caption"].startswith(CANARY)
            assert answer.headers["ETag"]
        assert browser.get(f"/moments/{scene.late}").json["caption"].startswith(CANARY)
        assert browser.get(f"/moments/{scene.other}").json["sealed"]
        for _ in range(2):
            answer = browser.delete(f"/moments/{scene.late}/reveal")
            assert (answer.status_code, answer.json["sealed"]) == (200, True)
        assert browser.get(f"/moments/{scene.late}").json == before | {"live": answer.json.get("live", before["live"])}


def test_it_is_for_nobody_else(http: As, scene: Scene) -> None:
    writing(http()).put(f"/moments/{scene.late}/reveal")
    assert http(as_=scene.bo).get(f"/moments/{scene.late}").json["sealed"]
    http(as_=scene.bo).put(f"/moments/{scene.late}/reveal")
    assert http().get(f"/moments/{scene.late}").json["sealed"]
    assert not http(as_=scene.bo).get(f"/moments/{scene.late}").json["sealed"]


def test_no_count_changes(http: As, scene: Scene) -> None:
    told = http(as_=scene.ada).get(f"/moments/{scene.late}").json
    http(as_=scene.bo).put(f"/moments/{scene.late}/reveal")
    assert http(as_=scene.ada).get(f"/moments/{scene.late}").json == told


def test_what_is_open_anyway_stays_open(http: As, scene: Scene) -> None:
    ahead = http(as_=scene.cy)
    assert not ahead.put(f"/moments/{scene.late}/reveal").json["sealed"]
    assert not ahead.delete(f"/moments/{scene.late}/reveal").json["sealed"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("moment_id", ["nothing", "0000000000000"])
def test_what_is_not_there_is_not_found(http: As, scene: Scene, method: str, moment_id: str) -> None:
    for browser in browsers(http, scene):
        assert browser.call(method, f"/api/v1/moments/{moment_id}/reveal").status_code == 404


def test_what_is_hidden_deleted_or_blocked_is_not_found(http: As, scene: Scene) -> None:
    fans = browsers(http, scene)
    with unit_of_work():
        actions.hide_moment(moment_id=scene.late)
        actions.delete_moment(moment=moment_to_edit(scene.ada.viewer, scene.other))
    for browser in fans:
        for moment_id in (scene.late, scene.other):
            assert browser.put(f"/moments/{moment_id}/reveal").status_code == 404
            assert browser.delete(f"/moments/{moment_id}/reveal").status_code == 404


def test_a_block_takes_it_away_and_its_end_brings_it_back(http: As, scene: Scene) -> None:
    fan = http(as_=scene.bo)
    fan.put(f"/moments/{scene.late}/reveal")
    author = http(as_=scene.ada)
    author.put("/accounts/bob/block")
    assert fan.get(f"/moments/{scene.late}").status_code == 404
    assert fan.put(f"/moments/{scene.late}/reveal").status_code == 404
    assert fan.delete(f"/moments/{scene.late}/reveal").status_code == 404
    author.delete("/accounts/bob/block")
    assert not fan.get(f"/moments/{scene.late}").json["sealed"]


def test_what_a_moderator_reveals_stays_hidden_to_others(http: As, scene: Scene) -> None:
    with unit_of_work():
        actions.hide_moment(moment_id=scene.late)
    seen = http(as_=scene.ada).put(f"/moments/{scene.late}/reveal").json
    assert (seen["state"], seen["sealed"]) == ("hidden", False)
    assert http(as_=scene.cy).get(f"/moments/{scene.late}").status_code == 404


def test_a_token_needs_to_be_allowed_to_write(http: As, scene: Scene) -> None:
    reading = {"Authorization": f"Bearer {token_of(scene.bo, 'read')}"}
    assert http().put(f"/moments/{scene.late}/reveal", headers=reading).status_code == 403
    assert http().put(f"/moments/{scene.late}/reveal", headers={"Authorization": "Bearer no"}).status_code == 401


def test_a_foreign_page_reveals_nothing(http: As, scene: Scene) -> None:
    foreign = {"Origin": "https://evil.example"}
    for browser in browsers(http, scene):
        assert browser.put(f"/moments/{scene.late}/reveal", headers=foreign).status_code == 403
        browser.csrf = None
        assert browser.put(f"/moments/{scene.late}/reveal").status_code == 403
        assert browser.get(f"/moments/{scene.late}").json["sealed"]
