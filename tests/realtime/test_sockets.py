"""Who follows what in this process."""

from fandom.core.viewer import VISITOR, Viewer
from fandom.infra import metrics
from fandom.realtime.sockets import Listener, Sockets


def listener(sockets: Sockets, sid: str, viewer: Viewer = VISITOR) -> Listener:
    made = Listener(sid, f"engine-{sid}", None, viewer)  # type: ignore[arg-type]
    sockets.add(made)
    return made


def test_a_topic_reached_twice_is_left_only_with_the_last() -> None:
    sockets = Sockets()
    fan = listener(sockets, "a")
    sockets.join(fan, "home", ["show:x", "show:y"])
    sockets.join(fan, "show:x", ["show:x"])
    sockets.leave(fan, "home")
    assert set(sockets.rooms) == {"show:x"}
    sockets.leave(fan, "show:x")
    assert sockets.rooms == {}


def test_whoever_goes_leaves_everything() -> None:
    sockets = Sockets()
    fan = listener(sockets, "a", Viewer(account_id="fan"))
    sockets.join(fan, "show:x", ["show:x"])
    sockets.remove("a")
    sockets.remove("a")
    assert (sockets.rooms, sockets.by_sid, sockets.of("fan")) == ({}, {}, [])


def test_open_ones_are_counted_for_operators() -> None:
    sockets = Sockets()
    for sid in ("a", "b"):
        listener(sockets, sid)
    assert metrics.REGISTRY.get_sample_value("fandom_sockets") == 2
    sockets.remove("a")
    assert metrics.REGISTRY.get_sample_value("fandom_sockets") == 1


def test_only_those_who_asked_for_it_are_present() -> None:
    sockets = Sockets()
    at_home, there = listener(sockets, "a"), listener(sockets, "b")
    sockets.join(at_home, "home", ["show:x"])
    sockets.join(there, "show:x", ["show:x"])
    assert list(sockets.present("show:x")) == [there]
