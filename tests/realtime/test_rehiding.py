"""A block or a mute is heard on open sockets of every process, with Redis and without, and so is its end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from fandom.accounts.relations import actions
from fandom.accounts.relations.models import Mute
from fandom.core import clock
from fandom.infra.db import db
from fandom.posts.values import MomentDraft
from tests.support.fandom import Fandom
from tests.support.people import Person
from tests.support.sockets import Socket
from tests.support.waiting import until

pytestmark = pytest.mark.live

Connect = Callable[..., Socket]
OPEN = MomentDraft(caption="The music in the finale", reveals_at=None)
EMPTY = {"topic", "live_epoch", "seq"}


def hears(page: Socket, event: str = "moment.published") -> bool:
    """Whether what comes next is more than nothing."""
    return set(page.hears(event, besides="comments.counted")) != EMPTY


def block(fandom: Fandom, one: Person, other: Person) -> None:
    with fandom.house.commits():
        actions.block(account_id=one.id, other_id=other.id)


@pytest.mark.parametrize("turned", [False, True])
def test_a_block_is_heard_on_open_pages_of_both(fandom: Fandom, socket: Connect, turned: bool) -> None:
    pages = [socket(as_=fandom.ahead).watch("show:sintel") for _ in range(3)]
    other = socket(as_=fandom.behind).watch("show:sintel")
    pair = (fandom.author, fandom.ahead)
    block(fandom, *(reversed(pair) if turned else pair))

    def silent() -> bool:
        fandom.post(OPEN)
        heard = [hears(page) for page in pages]
        return not any(heard)

    until(silent)
    fandom.post(OPEN)
    until(lambda: hears(other))


def test_who_is_blocked_does_not_go_on_watching(fandom: Fandom, socket: Connect) -> None:
    moment_id = fandom.post(OPEN)
    page = socket(as_=fandom.behind).watch(f"moment:{moment_id}")
    block(fandom, fandom.author, fandom.behind)
    until(lambda: page.call("watch", topic=f"moment:{moment_id}")["ok"] is False)


def test_who_comes_right_after_a_block_hears_nothing(fandom: Fandom, socket: Connect) -> None:
    socket(as_=fandom.ahead).watch("show:sintel")
    block(fandom, fandom.ahead, fandom.author)
    late = socket(as_=fandom.ahead).watch("show:sintel")

    def silent() -> bool:
        fandom.post(OPEN)
        return not hears(late)

    until(silent)


def test_a_muted_word_is_heard_of_no_more_until_the_mute_is_over(fandom: Fandom, socket: Connect) -> None:
    page = socket(as_=fandom.ahead).watch("show:sintel")
    with fandom.house.commits():
        actions.mute(account_id=fandom.ahead.id, kind="word", value="finale", for_s=3600)

    def silent() -> bool:
        fandom.post(OPEN)
        return not hears(page)

    until(silent)
    with fandom.house.commits():
        soon = clock.now() + timedelta(seconds=1)
        db.session.execute(update(Mute).values(until=soon))
        actions._hides_otherwise(fandom.ahead.id)
    until(lambda: not silent())


def test_comments_of_somebody_muted_come_empty(fandom: Fandom, socket: Connect) -> None:
    moment_id = fandom.post(OPEN)
    with fandom.house.commits():
        actions.mute(account_id=fandom.behind.id, kind="account", value=fandom.ahead.id)
    page = socket(as_=fandom.behind).watch(f"moment:{moment_id}")
    fandom.comment(moment_id, "Hear me")
    assert not hears(page, "comment.posted")
