"""Which frames come empty to whom, for what they have hidden and who has hidden them."""

from typing import Any

import pytest

from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import Hidden, Viewer
from fandom.realtime.delivery import EMPTY, FULL, SAFE, Delivery, kind_for
from fandom.realtime.sockets import Listener, Sockets
from tests.realtime.test_delivery import Ear

FAR = Horizon(upto=Position(9, 9, 9))
MOMENT = {"moment": {"caption": "What a finale", "tags": ["theory"]}}
COMMENT = {"moment": "m1", "comment": {"body": "A finale indeed"}}


def listener(hidden: Hidden, *, horizon: Horizon = FAR, watched: str = "home", me: str = "me") -> Listener:
    viewer = Viewer(account_id=me, hidden=hidden)
    topics = {watched: frozenset({"show:x", "moment:m1"})}
    return Listener("s", "e", Ear(), viewer, watched=topics, horizons={"show1": horizon})  # type: ignore[arg-type]


def heard(topic: str = "show:x", **more: Any) -> dict[str, Any]:
    sealing = {"safe": {}, "show": "show1", "reveals": [1, 2, 3], "author": "author1"}
    return {"topic": topic, "live_epoch": "e", "seq": 1, "event": "moment.published", "full": MOMENT} | sealing | more


def said(**more: Any) -> dict[str, Any]:
    return heard("moment:m1", event="comment.posted", full=COMMENT, owner="owner1", **more)


MUTED = Hidden(accounts=frozenset({"author1"}))
BLOCKED = Hidden(accounts=frozenset({"author1"}), blocked=frozenset({"author1"}))
OWNER = Hidden(accounts=frozenset({"owner1"}), blocked=frozenset({"owner1"}))
WORD, TAG = Hidden(words=frozenset({"finale"})), Hidden(tags=frozenset({"theory"}))
SHOW, OTHERS = Hidden(shows=frozenset({"show1"})), Hidden(accounts=frozenset({"someone"}), words=frozenset({"final"}))


@pytest.mark.parametrize(
    ("hidden", "of_a_list", "of_its_own_page", "of_a_comment"),
    [
        (MUTED, EMPTY, FULL, EMPTY),
        (BLOCKED, EMPTY, EMPTY, EMPTY),
        (OWNER, FULL, FULL, EMPTY),
        (WORD, EMPTY, FULL, EMPTY),
        (TAG, EMPTY, FULL, FULL),
        (SHOW, EMPTY, FULL, FULL),
        (OTHERS, FULL, FULL, FULL),
    ],
)
def test_what_is_hidden_comes_empty(hidden: Hidden, of_a_list: int, of_its_own_page: int, of_a_comment: int) -> None:
    found = [kind_for(each, listener(hidden)) for each in (heard(), heard("moment:m1"), said())]
    assert found == [of_a_list, of_its_own_page, of_a_comment]


@pytest.mark.parametrize(
    ("hidden", "kind"), [(MUTED, EMPTY), (BLOCKED, EMPTY), (WORD, SAFE), (TAG, SAFE), (SHOW, EMPTY)]
)
def test_a_sealed_card_is_not_asked_for_its_words(hidden: Hidden, kind: int) -> None:
    assert kind_for(heard(), listener(hidden, horizon=Horizon.nothing())) == kind


def test_what_is_my_own_is_never_hidden() -> None:
    assert kind_for(heard(), listener(WORD, me="author1")) == FULL


def test_a_muted_show_is_heard_where_it_was_asked_for() -> None:
    assert kind_for(heard(), listener(SHOW, watched="home")) == EMPTY
    assert kind_for(heard(), listener(SHOW, watched="show:x")) == FULL


def test_counts_without_words_go_by_their_author() -> None:
    counted = {"topic": "show:x", "live_epoch": "e", "seq": 1, "event": "comments.counted", "full": {"moment": "m1"}}
    assert kind_for(counted | {"author": "author1"}, listener(MUTED)) == EMPTY
    assert kind_for(counted, listener(MUTED)) == FULL


def test_in_a_room_only_those_are_asked_who_hide_something() -> None:
    sockets = Sockets()
    plain, wary = listener(Hidden()), listener(MUTED)
    for each, sid in ((plain, "plain"), (wary, "wary")):
        each.sid = sid
        sockets.add(each)
        sockets.join(each, "show:x", ["show:x"])
    assert sockets.hiding == {wary}
    counted = {"topic": "show:x", "live_epoch": "e", "event": "comments.counted", "full": {"moment": "m1"}}
    run = [counted | {"seq": 1, "author": "author1"}, counted | {"seq": 2, "author": "author2"}]
    Delivery(sockets).deliver(run)
    assert plain.outbound.heard[0].count(b'"moment"') == 2
    assert wary.outbound.heard[0].count(b'"moment"') == 1
    assert wary.outbound.heard[0].count(b'"seq"') == 2


def test_who_hides_nothing_any_more_is_asked_no_more() -> None:
    sockets = Sockets()
    wary = listener(MUTED)
    sockets.add(wary)
    sockets.see(wary, Viewer(account_id="me"))
    assert sockets.hiding == set()
    sockets.see(wary, Viewer(account_id="me", hidden=MUTED))
    sockets.remove(wary.sid)
    assert sockets.hiding == set()
