"""For each fact: the right topic hears it in the right frame, and who has no business there hears nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.core import clock
from fandom.core.horizon import Position
from fandom.infra.db import db, record
from fandom.moderation.events import CaseChanged, CaseOpened
from fandom.notifications.events import NotificationCreated
from fandom.posts import access, actions
from fandom.posts.comments import access as comment_access
from fandom.posts.comments import actions as comments
from fandom.posts.reactions import actions as reactions
from fandom.posts.rules import Seal
from fandom.posts.values import MomentChange, MomentDraft, Place
from fandom.shows.models import Membership
from tests.support.fandom import LATE, Fandom
from tests.support.sockets import Socket

pytestmark = pytest.mark.live

Connect = Callable[..., Socket]


@pytest.fixture
def ahead(fandom: Fandom, socket: Connect) -> Socket:
    return socket(as_=fandom.ahead).watch("show:sintel")


@pytest.fixture
def behind(fandom: Fandom, socket: Connect) -> Socket:
    return socket(as_=fandom.behind).watch("show:sintel")


def assert_sealed(said: dict[str, Any]) -> None:
    assert said["sealed"] is True
    assert "dragon" not in str(said)
    assert said["reveals_at"] == {"episode": "s01e02"}


def test_a_moment_comes_whole_or_sealed(fandom: Fandom, ahead: Socket, behind: Socket, socket: Connect) -> None:
    visitor, author = socket().watch("show:sintel"), socket(as_=fandom.author).watch("show:sintel")
    fandom.post()
    for page in (ahead, author):
        moment = page.hears("moment.published")["moment"]
        assert moment["caption"] == LATE.caption
        assert "can" not in moment
        assert "my_reactions" not in moment
    for page in (behind, visitor):
        assert_sealed(page.hears("moment.published")["moment"])


def test_what_spoils_nothing_is_open_to_all(fandom: Fandom, behind: Socket) -> None:
    fandom.post(MomentDraft(caption="The music!", reveals_at=None))
    assert behind.hears("moment.published")["moment"]["caption"] == "The music!"


def test_progress_takes_effect_at_once(fandom: Fandom, behind: Socket) -> None:
    fandom.reach(fandom.behind, 2)
    fandom.post()
    fandom.post()
    behind.hears("moment.published")
    assert behind.hears("moment.published")["moment"]["sealed"] is False


def test_going_back_seals_again(fandom: Fandom, ahead: Socket) -> None:
    fandom.reach(fandom.ahead, 1)
    fandom.post()
    assert_sealed(ahead.hears("moment.published")["moment"])


def test_an_edit_is_heard_on_show_and_moment(fandom: Fandom, ahead: Socket) -> None:
    moment_id = fandom.post()
    ahead.hears("moment.published")
    ahead.watch(f"moment:{moment_id}")
    with fandom.house.commits():
        moment = access.moment_to_edit(fandom.author.viewer, moment_id)
        actions.edit_moment(moment=moment, change=MomentChange(caption="It was hers"))
    heard = [ahead.hears("moment.changed") for _ in range(2)]
    assert {each["topic"] for each in heard} == {"show:sintel", f"moment:{moment_id}"}
    assert {each["moment"]["caption"] for each in heard} == {"It was hers"}


def test_what_opens_later_is_sealed_to_who_is_not_that_far(fandom: Fandom, ahead: Socket, socket: Connect) -> None:
    moment_id = fandom.post()
    ahead.hears("moment.published")
    far = fandom.house.person("far")
    fandom.reach(far, 3)
    beyond, visitor = socket(as_=far).watch(f"moment:{moment_id}"), socket().watch("show:sintel")
    with fandom.house.commits():
        later = Position(1, 3, 1_000)
        actions.reseal_moment(moment_id=moment_id, seal=Seal(later, floor=later))
    for page in (ahead, visitor):
        said = page.hears("moment.resealed")["moment"]
        assert (said["sealed"], said["caption"], said["reveals_at"]) == (True, None, {"episode": "s01e03"})
    whole = beyond.hears("moment.resealed")["moment"]
    assert whole == {"id": moment_id, "sealed": False, "reveals_at": {"episode": "s01e03", "position_ms": 1_000}}


def test_what_is_removed_vanishes(fandom: Fandom, ahead: Socket, behind: Socket) -> None:
    moment_id = fandom.post()
    ahead.hears("moment.published")
    behind.hears("moment.published")
    with fandom.house.commits():
        actions.delete_moment(moment=access.moment_to_delete(fandom.author.viewer, moment_id))
    assert ahead.hears("moment.removed")["moment"] == {"id": moment_id}
    assert behind.hears("moment.removed")["moment"] == {"id": moment_id}


def test_comments_are_for_those_to_whom_the_moment_is_open(fandom: Fandom, socket: Connect) -> None:
    moment_id = fandom.post()
    ahead = socket(as_=fandom.ahead).watch(f"moment:{moment_id}")
    behind = socket(as_=fandom.behind).watch(f"moment:{moment_id}")
    author = socket(as_=fandom.author).watch(f"moment:{moment_id}")
    comment_id = fandom.comment(moment_id, "She knew the dragon by its scar")
    assert ahead.hears("comment.posted")["comment"]["body"] == "She knew the dragon by its scar"
    assert set(behind.hears("comment.posted")) == {"topic", "live_epoch", "seq"}
    assert author.hears("comment.posted")["comment"]["sealed"] is False
    assert ahead.hears("comments.counted") | {"seq": 0} == behind.hears("comments.counted") | {"seq": 0}
    author.hears("comments.counted")
    with fandom.house.commits():
        comments.delete_comment(comment=comment_access.comment_to_delete(fandom.ahead.viewer, comment_id))
    assert ahead.hears("comment.removed")["comment"] == {"id": comment_id}
    assert behind.hears("comment.removed")["comment"] == {"id": comment_id}


def test_reactions_come_as_counts(fandom: Fandom, ahead: Socket, behind: Socket) -> None:
    moment_id = fandom.post()
    ahead.hears("moment.published")
    behind.hears("moment.published")
    with fandom.house.commits():
        moment = access.moment_to_answer(fandom.ahead.viewer, moment_id)
        reactions.react(viewer=fandom.ahead.viewer, on=moment, emoji="🔥")
    counted = ahead.hears("reactions.counted")
    assert (counted["moment"], counted["counts"], counted["reaction_count"]) == (moment_id, {"🔥": 1}, 1)
    sealed = behind.hears("reactions.counted")
    assert (sealed["counts"], sealed["reaction_count"]) == ({}, 1)


def test_reactions_on_comments_come_as_counts_to_those_who_may_read_them(fandom: Fandom, socket: Connect) -> None:
    late, opened = fandom.post(), fandom.post(MomentDraft(caption="The music!", reveals_at=None))
    below_late, late_word = fandom.comment(late, "Her scar"), fandom.comment(opened, "And in the end", Place((1, 2)))
    ahead, behind = (
        socket(as_=each).watch(f"moment:{late}").watch(f"moment:{opened}") for each in (fandom.ahead, fandom.behind)
    )
    with fandom.house.commits():
        for comment_id in (below_late, late_word):
            comment = comment_access.comment_to_answer(fandom.ahead.viewer, comment_id)
            reactions.react(viewer=fandom.ahead.viewer, on=comment, emoji="🔥")
    for moment_id, comment_id in ((late, below_late), (opened, late_word)):
        counted = ahead.hears("reactions.counted")
        assert (counted["moment"], counted["comment"], counted["counts"]) == (moment_id, comment_id, {"🔥": 1})
    assert set(behind.hears("reactions.counted")) == {"topic", "live_epoch", "seq"}
    sealed = behind.hears("reactions.counted")
    assert (sealed["comment"], sealed["counts"], sealed["reaction_count"]) == (late_word, {}, 1)


def test_cases_are_for_moderators(fandom: Fandom, socket: Connect) -> None:
    with fandom.house.commits():
        mine = Membership(show_id=fandom.show_id, account_id=fandom.ahead.id, role="moderator", joined_at=clock.now())
        db.session.add(mine)
    admin = fandom.house.person("admin", is_admin=True)
    moderator = socket(as_=fandom.ahead).watch("moderation:sintel")
    everywhere = socket(as_=admin).watch("moderation")
    assert socket(as_=fandom.behind).call("watch", topic="moderation:sintel")["error"]["status"] == 404
    with fandom.house.commits():
        record(CaseOpened("case1", fandom.show_id))
        record(CaseChanged("case2", None))
    assert moderator.hears("case.opened")["case"] == {"id": "case1"}
    assert everywhere.hears("case.opened")["case"] == {"id": "case1"}
    assert everywhere.hears("case.changed")["case"] == {"id": "case2"}


def test_a_notification_is_for_one(fandom: Fandom, socket: Connect) -> None:
    mine, theirs = socket(as_=fandom.ahead).watch("me"), socket(as_=fandom.behind).watch("me")
    with fandom.house.commits():
        record(NotificationCreated("n1", fandom.ahead.id))
        record(NotificationCreated("n2", fandom.behind.id))
    assert mine.hears("notification.new")["notification"] == {"id": "n1"}
    assert theirs.hears("notification.new")["notification"] == {"id": "n2"}
