"""Connecting, watching, and hearing what others did, through two real processes."""

from collections.abc import Callable

import pytest
import socketio.exceptions
from sqlalchemy import select

from fandom.accounts.actions import ban, change_password, end_all, end_session
from fandom.accounts.models import Account, Session
from fandom.core import clock
from fandom.core.ids import new_id
from fandom.core.viewer import SYSTEM, Viewer
from fandom.infra.breaker import redis
from fandom.infra.db import db
from fandom.infra.live import channel
from fandom.shows.models import Membership, Show
from tests.support.people import Person
from tests.support.rawsocket import RawSocket
from tests.support.sockets import House, Socket
from tests.support.waiting import until

pytestmark = pytest.mark.live

Connect = Callable[..., Socket]


def a_show(house: House, slug: str = "sintel", *members: Person) -> str:
    with house.commits():
        show = Show(id=new_id(), slug=slug, kind="film", title=slug, palette=["🔥"], created_at=clock.now())
        db.session.add(show)
        db.session.flush()
        for member in members:
            db.session.add(Membership(show_id=show.id, account_id=member.id, joined_at=clock.now()))
        return show.id


def test_a_visitor_watches_a_show(house: House, socket: Connect) -> None:
    a_show(house)
    visitor = socket()
    answer = visitor.call("watch", topic="show:sintel")
    assert answer["ok"]
    assert answer["gap"]
    house.publish("show:sintel", n=1)
    heard = visitor.hears("moment.changed")
    assert heard == {"topic": "show:sintel", "live_epoch": answer["epoch"], "seq": heard["seq"], "n": 1}
    assert heard["seq"] > answer["seq"]


def test_seq_rises_by_one_in_every_process(house: House, socket: Connect) -> None:
    a_show(house)
    sockets = [socket().watch("show:sintel") for _ in range(6)]
    for number in range(50):
        house.publish("show:sintel", n=number)
    for each in sockets:
        heard = [each.hears("moment.changed") for _ in range(50)]
        assert [event["n"] for event in heard] == list(range(50))
        assert len({event["live_epoch"] for event in heard}) == 1
        assert sorted(event["seq"] for event in heard) == [event["seq"] for event in heard]


def test_nothing_is_a_gap_for_who_has_everything(house: House, socket: Connect) -> None:
    a_show(house)
    visitor = socket()
    first = visitor.call("watch", topic="show:sintel")
    again = visitor.call("watch", topic="show:sintel", epoch=first["epoch"], seq=first["seq"])
    assert again["gap"] is False
    house.publish("show:sintel")
    assert visitor.call("watch", topic="show:sintel", epoch=first["epoch"], seq=first["seq"])["gap"] is True
    assert visitor.call("watch", topic="show:sintel", epoch="other", seq=again["seq"])["gap"] is True


def test_an_outsider_hears_nothing(house: House, socket: Connect) -> None:
    a_show(house)
    a_show(house, "spring")
    outsider = socket().watch("show:spring")
    house.publish("show:sintel", secret=True)
    house.publish("show:spring", own=True)
    assert outsider.hears("moment.changed")["own"]


@pytest.mark.parametrize("rubbish", [b"\xff", b"{}", b"[]", b'{"topic":"show:sintel"}', b'{"control":"x"}'])
def test_rubbish_on_the_channel_stops_nothing(house: House, socket: Connect, rubbish: bytes) -> None:
    a_show(house)
    visitor = socket().watch("show:sintel")
    with house.reads():
        redis().call(lambda found: found.publish(channel(found), rubbish))
    house.publish("show:sintel", n=1)
    until(lambda: house.publish("show:sintel", n=2) and visitor.hears("moment.changed")["n"] == 2)


def test_unwatching_ends_it(house: House, socket: Connect) -> None:
    a_show(house)
    a_show(house, "spring")
    visitor = socket().watch("show:sintel").watch("show:spring")
    assert visitor.call("unwatch", topic="show:sintel")["ok"]
    house.publish("show:sintel")
    house.publish("show:spring", last=True)
    assert visitor.hears("moment.changed")["last"]


@pytest.mark.parametrize(
    "topic",
    ["show:nowhere", "show:", "moment:0000000000000", "moderation:sintel", "moderation", "party:x", "account:x"],
)
def test_closed_doors_look_like_nothing(house: House, socket: Connect, topic: str) -> None:
    a_show(house)
    answer = socket(as_=house.person("fan")).call("watch", topic=topic)
    assert answer["ok"] is False
    assert answer["error"]["status"] == 404


def test_me_needs_somebody(house: House, socket: Connect) -> None:
    assert socket().call("watch", topic="me")["error"]["status"] == 401


def test_me_is_only_mine(house: House, socket: Connect) -> None:
    fan, other = house.person("fan"), house.person("other")
    mine, theirs = socket(as_=fan).watch("me"), socket(as_=other).watch("me")
    house.publish(f"account:{fan.id}", "notification.new", n=1)
    house.publish(f"account:{other.id}", "notification.new", n=2)
    assert mine.hears("notification.new")["topic"] == "me"
    assert theirs.hears("notification.new")["n"] == 2


def test_home_stands_for_the_shows_of_a_member(house: House, socket: Connect) -> None:
    fan = house.person("fan")
    a_show(house, "sintel", fan)
    a_show(house, "spring", fan)
    a_show(house, "charge")
    page = socket(as_=fan)
    answer = page.call("watch", topic="home")
    assert [each["topic"] for each in answer["topics"]] == ["show:sintel", "show:spring"]
    house.publish("show:charge")
    house.publish("show:spring", n=2)
    assert page.hears("moment.changed")["topic"] == "show:spring"
    assert page.call("watch", topic="home", epoch=answer["epoch"], seq=answer["seq"])["gap"] is True


def test_who_has_fetched_home_goes_on_from_there(house: House, socket: Connect) -> None:
    fan = house.person("fan")
    a_show(house, "sintel", fan)
    a_show(house, "spring", fan)
    house.publish("show:spring")
    have = house.request("GET", "/feeds/home", house.token(fan, "read"))["live"]
    page = socket(as_=fan)
    assert page.call("watch", **have)["gap"] is False
    house.publish("show:sintel")
    assert page.call("watch", **have)["gap"] is True


def test_a_token_needs_no_origin(house: House, socket: Connect) -> None:
    fan = house.person("fan")
    program = socket(token=house.token(fan, "read"), origin=None)
    assert program.call("watch", topic="me")["ok"]


def test_a_wrong_token_is_refused(house: House, socket: Connect) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        socket(token="wrong", origin=None)


def test_a_cookie_without_our_origin_is_a_visitors(house: House, socket: Connect) -> None:
    assert socket(as_=house.person("fan"), origin=None).call("watch", topic="me")["error"]["status"] == 401


@pytest.mark.parametrize("more", ["", "X-Forwarded-Host: elsewhere.test\r\n"])
def test_a_foreign_origin_is_refused(house: House, more: str) -> None:
    with RawSocket(house.server.port, headers=f"Origin: http://elsewhere.test\r\n{more}") as client:
        assert client.status == 400


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"topic": ""},
        {"topic": 7},
        {"topic": "show:sintel", "more": 1},
        {"topic": "show:sintel", "seq": "1"},
        {"topic": "show:sintel", "seq": -1},
        {"topic": "x" * 201},
    ],
)
def test_what_is_wrong_is_said(house: House, socket: Connect, said: dict[str, object]) -> None:
    assert socket().call("watch", **said)["error"]["status"] == 422


@pytest.mark.parametrize("event", ["party.play", "x" * 1000, "*", "moment.published"])
def test_other_events_are_answered_and_do_nothing(house: House, event: str) -> None:
    with RawSocket(house.server.port).join() as client:
        assert client.call(event, {})["error"]["status"] == 404


@pytest.mark.parametrize("event", ["connect", "disconnect"])
def test_a_feigned_connect_or_disconnect_does_nothing(house: House, event: str) -> None:
    fan = house.person("fan")
    token = house.token(fan, "read")
    with RawSocket(house.server.port).join() as visitor:
        visitor.emit(event, {"token": token})
        assert visitor.call("watch", {"topic": "me"})["error"]["status"] == 401
        assert visitor.call("clock", {"t0_epoch_ms": 1})["ok"]


def test_the_clock_answers(house: House, socket: Connect) -> None:
    answer = socket().call("clock", t0_epoch_ms=5)
    assert answer["t0_epoch_ms"] == 5
    assert answer["t1_epoch_ms"] <= answer["t2_epoch_ms"]


def session_of(fan: Person) -> Session:
    return db.session.scalars(select(Session).where(Session.account_id == fan.id)).one()


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (lambda fan: end_session(session=session_of(fan)), "signed_out"),
        (lambda fan: end_all(account=db.session.get_one(Account, fan.id), reason="signed_out"), "signed_out"),
        (lambda fan: change_password(viewer=Viewer(account_id=fan.id), password_hash="another"), "password"),
        (lambda fan: ban(viewer=SYSTEM, account_id=fan.id, reason="spam"), "banned"),
    ],
    ids=["here", "everywhere", "password", "ban"],
)
def test_who_is_signed_out_is_cut(house: House, socket: Connect, end: Callable[[Person], None], reason: str) -> None:
    fan, other = house.person("fan"), house.person("other")
    page, bystander = socket(as_=fan), socket(as_=other)
    page.watch("me")
    bystander.watch("me")
    with house.commits():
        end(fan)
    assert page.hears("signed_out")["reason"] == reason
    assert page.hears("disconnect") is not None
    assert bystander.call("clock", t0_epoch_ms=1)["ok"]


def test_people_are_numbers(house: House, socket: Connect) -> None:
    a_show(house)
    fan = house.person("fan")
    pages = [socket(as_=fan).watch("show:sintel"), socket().watch("show:sintel"), socket().watch("show:sintel")]
    seen: list[int] = []

    def here(count: int) -> bool:
        seen.append(pages[0].hears("people")["here"])
        return seen[-1] == count

    until(lambda: here(3))
    pages[2].close()
    until(lambda: here(2))


def test_a_token_that_may_not_read_watches_nothing(house: House, socket: Connect) -> None:
    a_show(house)
    program = socket(token=house.token(house.person("fan"), "write"), origin=None)
    assert program.call("watch", topic="show:sintel")["error"]["status"] == 403


@pytest.mark.long
def test_a_silent_connection_is_let_go(house: House) -> None:
    with RawSocket(house.server.port) as silent, RawSocket(house.server.port).join() as other:
        assert other.call("clock", {"t0_epoch_ms": 1})["ok"]
        silent.sock.settimeout(20)
        assert silent.farewell() == 1008
        assert other.call("clock", {"t0_epoch_ms": 1})["ok"]
