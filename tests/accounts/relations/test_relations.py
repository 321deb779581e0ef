"""Following, muting and blocking over HTTP: refusals first, then what holds afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from fandom.accounts.relations import actions
from fandom.accounts.relations.models import Block, Follow, HidingChange, Mute
from fandom.core.bus import bus
from fandom.infra.db import db
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person, make_fan, viewer_of

Client = Callable[..., Http]
WHAT = ("follow", "mute", "block")


@pytest.fixture
def ada(app: object) -> Person:
    return make_fan("ada")


@pytest.fixture
def bo(app: object) -> Person:
    return make_fan("bo")


def many(model: Any) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("what", WHAT)
class TestRefusals:
    def test_visitors_are_nobody(self, http: Client, method: str, what: str) -> None:
        make_fan("bo")
        assert http().call(method, f"/api/v1/accounts/bo/{what}").status_code == 401

    def test_nobody_stands_to_themselves(self, http: Client, bo: Person, method: str, what: str) -> None:
        assert http(as_=bo).call(method, f"/api/v1/accounts/BO/{what}").status_code == 422

    @pytest.mark.parametrize("state", ["banned", "deleted", None])
    def test_who_is_gone_looks_like_nobody(
        self, http: Client, ada: Person, method: str, what: str, state: str | None
    ) -> None:
        if state:
            make_fan("gone", state=state)
        assert http(as_=ada).call(method, f"/api/v1/accounts/gone/{what}").status_code == 404


@pytest.mark.parametrize("what", ["follow", "mute"])
def test_who_blocked_me_is_not_there(http: Client, ada: Person, bo: Person, what: str) -> None:
    http(as_=bo).put("/accounts/ada/block")
    mine = http(as_=ada)
    refused, never = mine.put(f"/accounts/bo/{what}"), mine.put(f"/accounts/never/{what}")
    assert (refused.status_code, refused.json["detail"]) == (never.status_code, never.json["detail"])
    assert mine.delete(f"/accounts/bo/{what}").status_code == 404
    assert many(Follow) == many(Mute) == 0


def test_whom_i_blocked_must_be_unblocked_before_they_are_followed(http: Client, ada: Person, bo: Person) -> None:
    mine = http(as_=ada)
    mine.put("/accounts/bo/block")
    assert mine.put("/accounts/bo/follow").status_code == 404
    assert mine.delete("/accounts/bo/block").json["blocked"] is False
    assert mine.put("/accounts/bo/follow").status_code == 200


def test_a_follow_is_the_same_twice_as_once(http: Client, ada: Person, bo: Person) -> None:
    mine = http(as_=ada)
    for _ in range(2):
        assert mine.put("/accounts/bo/follow").json["following"] is True
    assert many(Follow) == 1
    assert http(as_=bo).get("/accounts/ada").json["my"]["follows_me"] is True
    for _ in range(2):
        assert mine.delete("/accounts/bo/follow").json["following"] is False
    assert many(Follow) == 0


def test_each_change_is_said_once(http: Client, ada: Person, bo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(bus, "immediate", lambda fact: said.append(type(fact).__name__) or ())
    mine = http(as_=ada)
    for method, path in (("PUT", "follow"), ("PUT", "block"), ("DELETE", "block"), ("DELETE", "follow")):
        for _ in range(2):
            mine.call(method, f"/api/v1/accounts/bo/{path}")
    assert said == ["Followed", "Unfollowed", "Blocked", "Unblocked"]


def test_a_block_ends_follows_both_ways(http: Client, ada: Person, bo: Person) -> None:
    http(as_=ada).put("/accounts/bo/follow")
    http(as_=bo).put("/accounts/ada/follow")
    http(as_=ada).put("/accounts/bo/block")
    assert many(Follow) == 0
    for one, other in ((ada, "bo"), (bo, "ada")):
        assert http(as_=one).get(f"/accounts/{other}").status_code == 404
        assert http(as_=one).get(f"/accounts/{other}/followers").status_code == 404
        assert http(as_=one).get(f"/accounts/{other}/moments").status_code == 404


def test_both_may_block_each_other_and_both_must_take_it_back(http: Client, ada: Person, bo: Person) -> None:
    for one, other in ((ada, "bo"), (bo, "ada")):
        assert http(as_=one).put(f"/accounts/{other}/block").json["blocked"] is True
    assert http(as_=ada).delete("/accounts/bo/block").status_code == 200
    assert http(as_=ada).get("/accounts/bo").status_code == 404
    http(as_=bo).delete("/accounts/ada/block")
    assert http(as_=ada).get("/accounts/bo").status_code == 200


def test_a_mute_lasts_as_long_as_was_said(
    http: Client, ada: Person, bo: Person, frozen_clock: Callable[[datetime], None]
) -> None:
    mine = http(as_=ada)
    assert mine.put("/accounts/bo/mute", {"for_s": 3600}).json["muted_until"] == "2026-03-01T13:00:00+00:00"
    assert viewer_of(ada).hidden.accounts == {bo.id}
    assert viewer_of(ada).hidden.blocked == frozenset()
    assert viewer_of(ada).hidden.until == datetime(2026, 3, 1, 13, tzinfo=UTC)
    frozen_clock(datetime(2026, 3, 1, 13, tzinfo=UTC))
    assert not viewer_of(ada).hidden
    assert mine.get("/accounts/bo").json["my"]["muted"] is False
    assert mine.get("/me/mutes").json["items"] == []


def test_a_mute_without_a_time_is_for_ever(http: Client, ada: Person, bo: Person) -> None:
    mine = http(as_=ada)
    mine.put("/accounts/bo/mute", {"for_s": 3600})
    assert mine.put("/accounts/bo/mute").json["muted_until"] is None
    assert mine.put("/accounts/bo/mute", {"for_s": None}).json["muted"] is True
    assert mine.delete("/accounts/bo/mute").json["muted"] is False


@pytest.mark.parametrize("body", [{"for_s": 59}, {"for_s": 10**9}, {"for_s": "60"}, {"for_s": 1.5}, {"ever": True}])
def test_odd_times_are_refused(http: Client, ada: Person, bo: Person, body: dict[str, object]) -> None:
    assert http(as_=ada).put("/accounts/bo/mute", body).status_code == 422


@pytest.mark.parametrize(
    ("kind", "value", "status"),
    [
        *[("word", "x" * 61, 422), ("word", "…", 422), ("tag", "1", 422), ("tag", "a b", 422)],
        *[("show", "nowhere", 404), ("account", "ada", 404), ("wish", "x", 404)],
    ],
)
def test_what_cannot_be_muted(http: Client, ada: Person, kind: str, value: str, status: int) -> None:
    assert http(as_=ada).put(f"/me/mutes/{kind}/{value}").status_code == status
    assert many(Mute) == 0


def test_words_tags_and_shows_are_kept_in_their_one_form(http: Client, ada: Person, bo: Person) -> None:
    show = make_show("the-lantern")
    mine = http(as_=ada)
    assert mine.put("/me/mutes/word/Red%20 WEDDING!").json["value"] == "red wedding"
    assert mine.put("/me/mutes/tag/Finale").json["value"] == "finale"
    assert mine.put("/me/mutes/show/the-lantern", {"for_s": 86400}).json["name"] == "The Lantern"
    mine.put("/accounts/bo/mute")
    hidden = viewer_of(ada).hidden
    assert (hidden.words, hidden.tags, hidden.shows) == ({"red wedding"}, {"finale"}, {show.id})
    listed = [(each["kind"], each["value"]) for each in mine.get("/me/mutes").json["items"]]
    assert listed == [("account", "bo"), ("show", "the-lantern"), ("tag", "finale"), ("word", "red wedding")]
    for kind, value in (("show", "the-lantern"), ("tag", "FINALE"), ("word", "red wedding")):
        assert mine.delete(f"/me/mutes/{kind}/{value}").status_code == 204
    assert not viewer_of(ada).hidden.words


def test_mutes_have_a_bound(http: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MUTES_MAX", 2)
    statuses = [http(as_=ada).put(f"/me/mutes/word/w{number}").status_code for number in range(3)]
    assert statuses == [200, 200, 422]
    assert http(as_=ada).put("/me/mutes/word/w1", {"for_s": 3600}).json["until"]


def test_blocks_have_a_bound(http: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BLOCKS_MAX", 2)
    for number in range(3):
        make_fan(f"fan{number}")
    mine = http(as_=ada)
    assert [mine.put(f"/accounts/fan{number}/block").status_code for number in range(3)] == [200, 200, 409]
    assert mine.put("/accounts/fan1/block").status_code == 200
    mine.delete("/accounts/fan1/block")
    assert mine.put("/accounts/fan2/block").status_code == 200


def test_lists_of_people_page_by_key_without_whom_one_is_not_shown(http: Client, ada: Person) -> None:
    fans = [make_fan(f"fan{number}") for number in range(4)]
    for fan in fans:
        http(as_=fan).put("/accounts/ada/follow")
    http(as_=ada).put("/accounts/fan2/follow")
    http(as_=fans[1]).put("/accounts/fan0/block")
    mine = http(as_=ada)
    first = mine.get("/accounts/ada/followers?limit=3").json
    assert [(each["handle"], each["following"]) for each in first["items"]] == [
        *[("fan3", False), ("fan2", True), ("fan1", False)]
    ]
    assert [
        each["handle"] for each in mine.get(f"/accounts/ada/followers?limit=3&cursor={first['next']}").json["items"]
    ]
    seen = http(as_=fans[0]).get("/accounts/ada/followers").json["items"]
    assert [each["handle"] for each in seen] == ["fan3", "fan2", "fan0"]
    assert [each["handle"] for each in http().get("/accounts/ada/following").json["items"]] == ["fan2"]
    body = http().get("/accounts/ada").json
    assert (body["follower_count"], body["following_count"], body["my"]) == (4, 1, None)


def test_only_i_see_whom_i_blocked_and_muted(http: Client, ada: Person, bo: Person) -> None:
    http(as_=ada).put("/accounts/bo/block")
    assert [each["handle"] for each in http(as_=ada).get("/me/blocks").json["items"]] == ["bo"]
    assert http(as_=bo).get("/me/blocks").json["items"] == []
    assert http().get("/me/blocks").status_code == 401


def test_others_learn_of_it_by_a_note(http: Client, ada: Person, bo: Person) -> None:
    http(as_=ada).put("/accounts/bo/block")
    http(as_=ada).put("/me/mutes/word/finale")
    assert sorted(db.session.scalars(select(HidingChange.account_id))) == sorted([ada.id, bo.id, ada.id])


def test_what_is_over_is_forgotten(http: Client, ada: Person, frozen_clock: Callable[[datetime], None]) -> None:
    http(as_=ada).put("/me/mutes/word/finale", {"for_s": 60})
    http(as_=ada).put("/me/mutes/word/ever")
    frozen_clock(datetime(2026, 3, 3, 12, tzinfo=UTC))
    actions.forget_old()
    assert (many(Mute), many(HidingChange)) == (1, 0)


def test_an_account_takes_all_of_it_along(http: Client, ada: Person, bo: Person) -> None:
    cy = make_fan("cy")
    http(as_=ada).put("/accounts/bo/follow")
    http(as_=bo).put("/accounts/ada/mute")
    http(as_=cy).put("/accounts/ada/block")
    actions.erase(account_id=ada.id)
    assert (many(Follow), many(Mute), many(Block)) == (0, 0, 0)
