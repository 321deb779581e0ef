"""What a socket may hear changes while it is open."""

from collections.abc import Callable

import pytest

from fandom.core import clock
from fandom.infra import live
from fandom.infra.breaker import redis
from fandom.infra.db import db, record
from fandom.moderation.events import CaseOpened
from fandom.posts.values import MomentDraft
from fandom.shows.events import MemberJoined, MemberLeft, RoleChanged, ShowChanged
from fandom.shows.models import Membership, Show
from tests.support.fandom import Fandom
from tests.support.people import Person
from tests.support.sockets import Socket
from tests.support.waiting import until

pytestmark = pytest.mark.live

Connect = Callable[..., Socket]
OPEN = MomentDraft(caption="The music!", reveals_at=None)


def join(fandom: Fandom, person: Person, role: str = "fan") -> None:
    with fandom.house.commits():
        row = Membership(show_id=fandom.show_id, account_id=person.id, role=role, joined_at=clock.now())
        db.session.merge(row)
        record(MemberJoined(fandom.show_id, person.id))
        record(RoleChanged(fandom.show_id, person.id))


def leave(fandom: Fandom, person: Person) -> None:
    with fandom.house.commits():
        db.session.delete(db.session.get_one(Membership, (fandom.show_id, person.id)))
        record(MemberLeft(fandom.show_id, person.id))


def public_horizon(fandom: Fandom, setting: str) -> None:
    with fandom.house.commits():
        db.session.get_one(Show, fandom.show_id).public_horizon = setting
        record(ShowChanged(fandom.show_id))


def topics_of(page: Socket) -> list[str]:
    return [each["topic"] for each in page.call("watch", topic="home")["topics"]]


def test_home_grows_and_shrinks_with_memberships(fandom: Fandom, socket: Connect) -> None:
    page = socket(as_=fandom.ahead)
    page.watch("home")
    join(fandom, fandom.ahead)

    def heard() -> bool:
        fandom.house.publish("show:sintel", "reactions.counted")
        return not page.silent(seconds=0.2)

    until(heard)
    leave(fandom, fandom.ahead)
    until(lambda: topics_of(page) == [])


def test_who_moderates_no_more_hears_no_more_cases(fandom: Fandom, socket: Connect) -> None:
    join(fandom, fandom.ahead, role="moderator")
    page = socket(as_=fandom.ahead).watch("moderation:sintel").watch("me")
    with fandom.house.commits():
        record(CaseOpened("case1", fandom.show_id))
    page.hears("case.opened")
    leave(fandom, fandom.ahead)

    def refused() -> bool:
        return not page.call("watch", topic="moderation:sintel")["ok"]

    until(refused)
    with fandom.house.commits():
        record(CaseOpened("case2", fandom.show_id))
    fandom.house.publish(f"{live.ACCOUNT}{fandom.ahead.id}", "notification.new")
    page.hears("notification.new")


def test_a_program_moderates_no_longer_than_its_owner(fandom: Fandom, socket: Connect) -> None:
    join(fandom, fandom.ahead, role="moderator")
    page = socket(token=fandom.house.token(fandom.ahead, "read", "moderate"), origin=None).watch("moderation:sintel")
    reader = socket(token=fandom.house.token(fandom.ahead, "read"), origin=None)
    assert reader.call("watch", topic="moderation:sintel")["error"]["status"] == 404
    leave(fandom, fandom.ahead)
    until(lambda: not page.call("watch", topic="moderation:sintel")["ok"])


def test_a_closed_show_is_closed_on_open_pages(fandom: Fandom, socket: Connect) -> None:
    """Where nobody has said how far they are, the show says it; it may say less than before."""
    public_horizon(fandom, "open")
    pages = [socket().watch("show:sintel") for _ in range(4)]
    fandom.post()
    assert [page.hears("moment.published")["moment"]["sealed"] for page in pages] == [False] * 4
    public_horizon(fandom, "closed")
    for page in pages:
        page.call("clock", t0_epoch_ms=0)

    def sealed() -> bool:
        fandom.post()
        heard = [page.hears("moment.published", besides="comments.counted")["moment"] for page in pages]
        return all(each["sealed"] and each["caption"] is None for each in heard)

    until(sealed)


def test_leaving_what_one_does_not_follow_is_nothing(fandom: Fandom, socket: Connect) -> None:
    page = socket()
    for number in range(3):
        assert page.call("unwatch", topic=f"show:nowhere-{number}")["ok"]
    page.watch("show:sintel")
    page.hears("people")
    with fandom.house.reads():
        assert redis().call(lambda found: found.keys("*nowhere*")) == []


def test_typing_is_counted_and_fades(fandom: Fandom, socket: Connect) -> None:
    moment_id = fandom.post(OPEN)
    topic = f"moment:{moment_id}"
    reader, writer = socket().watch(topic), socket(as_=fandom.ahead).watch(topic)
    assert writer.call("typing", moment=moment_id)["ok"]
    until(lambda: reader.hears("people")["typing"] == 1)
    until(lambda: reader.hears("people")["typing"] == 0)


def test_typing_needs_an_account_and_a_watched_moment(fandom: Fandom, socket: Connect) -> None:
    moment_id = fandom.post(OPEN)
    assert socket().call("typing", moment=moment_id)["error"]["status"] == 403
    assert socket(as_=fandom.ahead).call("typing", moment=moment_id)["error"]["status"] == 404


def test_people_and_typing_are_no_gap(fandom: Fandom, socket: Connect) -> None:
    moment_id = fandom.post(OPEN)
    topic = f"moment:{moment_id}"
    page = socket(as_=fandom.ahead)
    have = page.call("watch", topic=topic)
    other = socket().watch(topic)
    until(lambda: page.hears("people")["here"] == 2)
    now = other.call("watch", topic=topic, epoch=have["epoch"], seq=have["seq"])
    assert now["seq"] > have["seq"]
    assert now["gap"] is False
