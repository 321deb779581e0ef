"""Which of the three frames a listener gets, and what is in it."""

import json
import time
from typing import Any

import pytest

from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra import metrics
from fandom.infra.live import LivePosition
from fandom.realtime.delivery import EMPTY, FULL, SAFE, Delivery, frame, kind_for
from fandom.realtime.sockets import Listener, Sockets

SECOND = [1, 2, 5000]


class Ear:
    """Stands for an outbound: keeps what is written."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.packets = 0

    def write(self, data: bytes, packets: int = 1) -> None:
        self.heard.append(data)
        self.packets += packets


def listener(viewer: Viewer = VISITOR, upto: Position | None = None) -> Listener:
    horizons = {"show1": Horizon(upto=upto)} if upto else {}
    return Listener("sid", "engine", Ear(), viewer, horizons=horizons)  # type: ignore[arg-type]


def heard(**more: Any) -> dict[str, Any]:
    whole = {"topic": "show:x", "live_epoch": "e", "seq": 1, "event": "moment.changed", "full": {"caption": "boo"}}
    return whole | more


SEALED = {"safe": {"caption": None}, "show": "show1", "reveals": SECOND, "author": "author1"}


@pytest.mark.parametrize(
    ("who", "more", "kind"),
    [
        (listener(), {}, FULL),
        (listener(), SEALED, SAFE),
        (listener(upto=Position(1, 2, 4999)), SEALED, SAFE),
        (listener(upto=Position(1, 2, 5000)), SEALED, FULL),
        (listener(Viewer(account_id="author1")), SEALED, FULL),
        (listener(), SEALED | {"reveals": None}, FULL),
        (listener(), SEALED | {"shown": SECOND}, EMPTY),
        (listener(Viewer(account_id="owner1")), SEALED | {"shown": SECOND, "owner": "owner1"}, SAFE),
        (listener(Viewer(account_id="author1")), SEALED | {"shown": SECOND, "owner": "owner1"}, EMPTY),
        (listener(Viewer(account_id="author1")), SEALED | {"shown": SECOND, "owner": "author1"}, FULL),
        (listener(upto=Position(1, 2, 5000)), SEALED | {"shown": SECOND, "reveals": [1, 3, 0]}, SAFE),
        (listener(), {k: v for k, v in SEALED.items() if k != "author"}, SAFE),
    ],
)
def test_who_gets_what(who: Listener, more: dict[str, Any], kind: int) -> None:
    assert kind_for(heard(**more), who) == kind


FAN = Viewer(account_id="fan1")
ABOUT = SEALED | {"full": {"moment": {"id": "m1", "caption": "boo"}}}
BELOW = SEALED | {"full": {"moment": "m1", "comment": {"id": "c1"}}, "owner": "owner1", "shown": SECOND}


@pytest.mark.parametrize(
    ("revealed", "more", "kind"),
    [
        ("m1", ABOUT, FULL),
        ("m2", ABOUT, SAFE),
        ("m1", BELOW | {"reveals": None}, FULL),
        ("m1", BELOW, FULL),
        ("m1", BELOW | {"reveals": [1, 2, 5001]}, SAFE),
        ("m1", BELOW | {"reveals": [0, 1, 0]}, SAFE),
        ("m1", BELOW | {"reveals": [1, 3, 0], "author": "fan1"}, FULL),
        ("m1", BELOW | {"reveals": [1, 3, 0], "shown": None}, SAFE),
        ("m1", BELOW | {"shown": [0, 2, 5], "reveals": [0, 2, 4]}, FULL),
        ("m1", BELOW | {"shown": [0, 2, 5], "reveals": [0, 1, 4]}, SAFE),
        ("m2", BELOW, EMPTY),
        ("c1", BELOW, EMPTY),
        ("m1", SEALED, SAFE),
    ],
)
@pytest.mark.parametrize("viewer", [FAN, VISITOR])
def test_what_was_wanted_anyway_comes_whole(viewer: Viewer, revealed: str, more: dict[str, Any], kind: int) -> None:
    who = listener(viewer)
    who.revealed = {revealed: 2**62}
    mine = more.get("author") != FAN.account_id or viewer is FAN
    assert kind_for(heard(**more), who) == (kind if mine else SAFE)


def test_what_has_moved_further_on_since_comes_sealed() -> None:
    who = listener(FAN)
    assert kind_for(heard(**ABOUT), who) == SAFE
    lies = Position(*SECOND).key
    kinds = []
    for upto in (lies, lies - 1):
        who.revealed = {"m1": upto}
        kinds.append(kind_for(heard(**ABOUT), who))
    assert kinds == [FULL, SAFE]


def payload(data: bytes) -> Any:
    return json.loads(data[data.index(b"42[") + 2 :])[1]


def test_the_empty_frame_says_nothing() -> None:
    head = {"topic": "show:x", "live_epoch": "e", "seq": 1}
    assert payload(frame(heard(**SEALED), EMPTY)) == head
    assert payload(frame(heard(**SEALED), SAFE)) == head | {"caption": None}
    assert payload(frame(heard(**SEALED), FULL)) == head | {"caption": "boo"}


def test_the_own_topic_is_called_me() -> None:
    assert payload(frame(heard(topic="account:a1"), FULL))["topic"] == "me"


def test_neighbours_of_one_topic_go_out_in_one_write() -> None:
    sockets = Sockets()
    near, far = listener(upto=Position(1, 2, 5000)), listener()
    for each, sid in ((near, "near"), (far, "far")):
        each.sid = sid
        sockets.add(each)
        sockets.join(each, "show:x", ["show:x"])
    delivery = Delivery(sockets)
    delivery.deliver([heard(seq=1), heard(seq=2, **SEALED), heard(topic="show:y", seq=9), heard(seq=3)])
    for each in (near, far):
        assert [write.count(b"42[") for write in each.outbound.heard] == [2, 1]
        assert each.outbound.packets == 3
    assert b"boo" in near.outbound.heard[0]
    assert delivery.seen == {"show:x": ("e", 3)}


def test_resync_only_for_who_may_have_missed_something() -> None:
    sockets = Sockets()
    each = listener()
    sockets.add(each)
    sockets.join(each, "show:x", ["show:x"])
    delivery = Delivery(sockets)
    delivery.deliver([heard(seq=4)])
    delivery.resync(LivePosition("show:x", "e", 4))
    assert len(each.outbound.heard) == 1
    delivery.resync(LivePosition("show:x", "e2", 0))
    assert b"live.resync" in each.outbound.heard[1]


def test_the_newest_alone_is_not_everything() -> None:
    sockets = Sockets()
    each = listener()
    sockets.add(each)
    sockets.join(each, "show:x", ["show:x"])
    delivery = Delivery(sockets)
    delivery.deliver([heard(seq=4)])
    delivery.owed.add("show:x")  # here the channel was lost, and came back
    delivery.deliver([heard(live_epoch="e2", seq=1, event="people")])
    delivery.resync(LivePosition("show:x", "e2", 1))
    assert b"live.resync" in each.outbound.heard[2]
    delivery.deliver([heard(live_epoch="e2", seq=2)])
    delivery.resync(LivePosition("show:x", "e2", 2))
    assert len(each.outbound.heard) == 4


def test_how_late_it_was_is_measured_where_somebody_listens() -> None:
    sockets = Sockets()
    each = listener()
    sockets.add(each)
    sockets.join(each, "show:x", ["show:x"])
    before = _lateness()
    Delivery(sockets).deliver([heard(at=time.time() - 2), heard(topic="show:y", at=time.time() - 2)])
    after = _lateness()
    assert after[0] - before[0] == 1
    assert 2 <= after[1] - before[1] < 10


def _lateness() -> tuple[float, float]:
    count, total = (metrics.REGISTRY.get_sample_value(f"fandom_live_seconds_{each}") for each in ("count", "sum"))
    return count or 0, total or 0
