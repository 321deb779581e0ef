"""Nobody is told by whom they do not want to hear of, or who does not want to hear of them."""

from collections.abc import Callable

import pytest

from fandom.accounts.relations import actions as relations
from fandom.accounts.viewers import viewers
from fandom.infra.db import unit_of_work
from fandom.notifications import handlers
from fandom.posts.events import CommentPosted, Mentioned
from tests.moderation.conftest import Desk
from tests.notifications.conftest import Inbox
from tests.support.http import Http
from tests.support.people import Person

Between = Callable[[Person, Person], None]


def blocks(one: Person, other: Person) -> None:
    with unit_of_work():
        relations.block(account_id=one.id, other_id=other.id)


def is_blocked(one: Person, other: Person) -> None:
    blocks(other, one)


def mutes(one: Person, other: Person) -> None:
    with unit_of_work():
        relations.mute(account_id=one.id, kind="account", value=other.id)


@pytest.mark.parametrize("between", [blocks, is_blocked, mutes])
def test_nothing_is_told(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, between: Between) -> None:
    moment = desk.moment(kestrel)
    comment = desk.comment(bo, moment)
    between(kestrel, bo)
    with unit_of_work():
        handlers.tell_of_comment(CommentPosted(comment, moment, desk.show.id, bo.id))
        handlers.tell_of_mention(Mentioned("moment", moment, desk.show.id, bo.id, (kestrel.id,)))
    assert inbox(kestrel) == []


@pytest.mark.parametrize("between", [blocks, is_blocked, mutes])
def test_what_was_told_before_is_gone(
    http: Callable[..., Http],
    desk: Desk,
    inbox: Inbox,
    kestrel: Person,
    bo: Person,
    noor: Person,
    between: Between,
) -> None:
    moment = desk.moment(kestrel)
    desk.comment(noor, moment)
    desk.comment(bo, moment, "and me")
    desk.moment(bo, "look @kestrel")
    assert len(inbox(kestrel)) == 2
    between(kestrel, bo)
    viewers.clear()
    (line,) = inbox(kestrel)
    assert line["text"] == "noor commented on your moment"
    assert "and me" not in str(line)
    assert http(as_=kestrel).get("/notifications").json["unread"] == 1


def test_who_mutes_is_still_heard_of(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person) -> None:
    """A mute is one's own business: who is muted notices nothing."""
    mutes(kestrel, bo)
    desk.comment(kestrel, desk.moment(bo))
    assert len(inbox(bo)) == 1
