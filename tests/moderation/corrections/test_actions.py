"""Voices against a moment: who can move it, how far, and what a moderator makes of it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from fandom.accounts.models import Account
from fandom.accounts.relations.actions import block
from fandom.core.errors import Conflict, Invalid, NotFound
from fandom.core.horizon import Position
from fandom.infra import audit
from fandom.infra.audit import AuditRow
from fandom.infra.db import db, unit_of_work
from fandom.moderation import access
from fandom.moderation.actions import at_once
from fandom.moderation.corrections import queries
from fandom.moderation.corrections.models import Verdict
from fandom.moderation.corrections.weighing import Record
from fandom.moderation.models import Case, Decision
from fandom.moderation.values import Complaint
from fandom.notifications.models import Notification
from fandom.posts import access as doors
from fandom.posts.actions import delete_moment, edit_moment
from fandom.posts.comments.access import comment_to_edit
from fandom.posts.comments.actions import edit_comment
from fandom.posts.models import Comment, Moment, MomentEdit
from fandom.posts.values import CommentChange, MomentChange, Place
from tests.moderation.conftest import Desk
from tests.moderation.corrections.conftest import END, LATE, Crowd
from tests.posts.conftest import seen_up_to
from tests.support.catalogue import HOUR_MS
from tests.support.people import Person, make_fan

Seal = Callable[..., tuple[Position | None, Position | None]]
FIRST = Position(1, 1, HOUR_MS)
SPOILT = Complaint("spoiler", reveals_at=LATE)


def count(model: Any) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def edit(author: Person, moment_id: str, place: Place | None) -> None:
    with unit_of_work():
        edit_moment(moment=doors.moment_to_edit(author.viewer, moment_id), change=MomentChange(reveals_at=place))


def test_twenty_fresh_accounts_cannot_do_it(crowd: Crowd, early: str, seal: Seal) -> None:
    for _ in range(20):
        crowd.says(make_fan(), early)
    case = crowd.case_of(early)
    assert seal(early) == (FIRST, None)
    assert (count(Decision), case.priority) == (0, 55), "all they do is bring a moderator sooner"


def test_two_who_have_proved_right_can(crowd: Crowd, early: str, seal: Seal, kestrel: Person) -> None:
    first, second = make_fan(), make_fan()
    crowd.right(first, second, times=4)
    version = db.session.get_one(Moment, early).version
    crowd.says(first, early)
    assert seal(early) == (FIRST, None)
    crowd.says(second, early, Place((2, 5)))
    five = Position(2, 5, HOUR_MS)
    assert seal(early) == (five, five)
    row = db.session.get_one(Moment, early)
    assert row.version == version + 1
    assert db.session.get_one(MomentEdit, (early, version)).was["reveal_number"] == 1
    decision = db.session.scalars(select(Decision).where(Decision.automatic)).one()
    assert (decision.moderator_id, decision.author_id) == (None, kestrel.id)
    assert "opens at S2E5 now" in decision.statement
    written = db.session.scalars(select(AuditRow).where(AuditRow.action == "case.corrected")).one()
    assert (written.actor_id, written.target_id, len(written.detail["by"])) == (None, early, 2)
    assert audit.first_broken() is None
    crowd.desk.run_jobs()
    told = db.session.scalars(select(Notification.kind).where(Notification.account_id == kestrel.id)).all()
    assert told == ["resealed"]
    case = crowd.case_of(early)
    assert {"points": -20, "text": "opens later already"} in case.why, "a moderator still looks, if less urgently"


def test_the_author_cannot_bring_it_back(crowd: Crowd, early: str, seal: Seal, kestrel: Person, mira: Person) -> None:
    crowd.says(make_fan(), early)
    crowd.desk.decide(mira.viewer, crowd.case_of(early).id, {"kind": "spoiler", "reveals_at": Place((2, 3))})
    for less in (None, Place((2, 2)), Place((2, 3), 5)):
        with pytest.raises(Invalid) as wrong:
            edit(kestrel, early, less)
        assert "not earlier" in wrong.value.errors["reveals_at"][0]
    edit(kestrel, early, LATE)
    assert seal(early) == (END, Position(2, 3, HOUR_MS))
    with unit_of_work():
        change = MomentChange(caption="Only the words", episode=None)
        edit_moment(moment=doors.moment_to_edit(kestrel.viewer, early), change=change)
    assert seal(early)[0] == END


@pytest.mark.parametrize("times", [2])
def test_who_was_right_about_one_friend_only_has_proved_nothing(
    crowd: Crowd, early: str, seal: Seal, times: int
) -> None:
    """One fan's second account posts what spoils, the first reports it, and a moderator agrees each time."""
    friend, pair = make_fan(), [make_fan() for _ in range(times)]
    for each in pair:
        crowd.right(each, times=5, author=friend)
        assert queries.records([each.id], crowd.desk.show.id)[each.id] == Record(1, 0, 1, 0)
        crowd.says(each, early)
    assert seal(early) == (FIRST, None)


def test_friends_who_follow_a_report_make_nobody_a_record(crowd: Crowd, mira: Person) -> None:
    """They post what spoils nothing, and let it open as late as the report says before a moderator leaves it so."""
    puppet = make_fan()
    for friend in (make_fan(), make_fan()):
        harmless = crowd.desk.moment(friend, episode=(1, 1))
        crowd.says(puppet, harmless)
        edit(friend, harmless, LATE)
        crowd.desk.decide(mira.viewer, crowd.case_of(harmless).id, "leave", reason="none")
    assert queries.records([puppet.id], None) == {}


def test_what_somebody_decides_themselves_says_nothing_of_them(crowd: Crowd, early: str, mira: Person) -> None:
    crowd.says(mira, early)
    crowd.desk.decide(mira.viewer, crowd.case_of(early).id, {"kind": "spoiler", "reveals_at": LATE})
    assert count(Verdict) == 0


def test_voices_that_do_not_count(crowd: Crowd, early: str, seal: Seal, kestrel: Person) -> None:
    """Who has not got there, stands behind a block, is banned, or says not how far: a plain report each."""
    behind, blocked, banned, vague, good = (*crowd.pair(), *crowd.pair(), crowd.proven())
    seen_up_to(behind, crowd.desk.show, 2, 5)
    with unit_of_work():
        block(account_id=kestrel.id, other_id=blocked.id)
    crowd.says(good, early)
    crowd.says(behind, early)
    crowd.says(blocked, early)
    crowd.says(vague, early, None)
    crowd.desk.complain(banned, "moment", early, SPOILT)
    with unit_of_work():
        db.session.execute(update(Account).where(Account.id == banned.id).values(state="banned"))
    crowd.desk.run_jobs()
    assert seal(early) == (FIRST, None)


def test_what_opens_later_already_is_a_plain_report(crowd: Crowd, seal: Seal, kestrel: Person, desk: Desk) -> None:
    late = desk.moment(kestrel, episode=(2, 6))
    for each in crowd.pair():
        crowd.says(each, late, Place((2, 2)))
    assert seal(late) == (END, None)
    assert crowd.case_of(late).state == "open"


def test_a_place_that_is_not_there(crowd: Crowd, early: str) -> None:
    with pytest.raises(Invalid):
        crowd.says(make_fan(), early, Place((7, 1)))


def test_a_moderator_takes_it_back(crowd: Crowd, early: str, seal: Seal, mira: Person) -> None:
    pair = crowd.pair()
    for each in pair:
        crowd.says(each, early)
    decision = db.session.scalars(select(Decision).where(Decision.automatic)).one()
    before = queries.records([pair[0].id], crowd.desk.show.id)[pair[0].id]
    crowd.desk.undo(mira.viewer, decision.id)
    crowd.desk.undo(mira.viewer, decision.id)
    assert seal(early) == (FIRST, None)
    case = crowd.case_of(early)
    assert case.state == "open"
    after = queries.records([pair[0].id], crowd.desk.show.id)[pair[0].id]
    assert (after.upheld, after.dismissed) == (before.upheld, before.dismissed + 1), "they were wrong, once"
    crowd.says(crowd.proven(), early)
    assert seal(early) == (FIRST, None), "where a moderator has judged, voices only report"


def test_agreeing_with_voices_says_that_they_were_right(crowd: Crowd, early: str, seal: Seal, mira: Person) -> None:
    pair = crowd.pair()
    for each in pair:
        crowd.says(each, early)
    taken = crowd.desk.decide(mira.viewer, crowd.case_of(early).id, "leave", reason="none")
    assert seal(early) == (END, END)
    assert queries.records([pair[1].id], None)[pair[1].id].upheld == 5
    crowd.desk.undo(mira.viewer, taken)
    assert queries.records([pair[1].id], None)[pair[1].id].upheld == 4


def test_taking_a_correction_back_restores_where_it_opened(
    crowd: Crowd, early: str, seal: Seal, mira: Person, kestrel: Person
) -> None:
    reporter = make_fan()
    crowd.says(reporter, early)
    case = crowd.case_of(early)
    taken = crowd.desk.decide(mira.viewer, case.id, {"kind": "spoiler", "reveals_at": LATE}, "warn")
    assert seal(early) == (END, END)
    assert queries.records([reporter.id], None)[reporter.id] == Record(1, 0)
    crowd.desk.undo(mira.viewer, taken)
    assert seal(early) == (FIRST, None)
    assert queries.records([reporter.id], None) == {}
    edit(kestrel, early, None)
    assert seal(early) == (None, None)
    crowd.desk.decide(mira.viewer, case.id, "leave", reason="none")
    assert queries.records([reporter.id], None)[reporter.id] == Record(0, 1), "judged again, and counted once"


@pytest.mark.parametrize(
    "remedy",
    [
        {"kind": "spoiler"},
        {"kind": "spoiler", "reveals_at": Place((1, 1))},
        {"kind": "spoiler", "reveals_at": Place((9, 9))},
        {"kind": "spoiler", "reveals_at": Place((2, 6), 2 * HOUR_MS)},
        {"kind": "warn", "reveals_at": LATE},
    ],
)
def test_remedies_that_cannot_be(crowd: Crowd, early: str, seal: Seal, mira: Person, remedy: dict[str, Any]) -> None:
    crowd.says(make_fan(), early)
    with pytest.raises(Invalid):
        crowd.desk.decide(mira.viewer, crowd.case_of(early).id, remedy)
    assert seal(early) == (FIRST, None)


@pytest.mark.parametrize("less", [None, Place((2, 5))])
def test_a_comment_that_knows_more(crowd: Crowd, early: str, seal: Seal, bo: Person, less: Place | None) -> None:
    said = crowd.desk.comment(bo, early)
    for each in crowd.pair():
        crowd.says(each, said, kind="comment")
    assert seal(said, Comment) == (END, END)
    assert seal(early) == (FIRST, None)
    row, change = comment_to_edit(bo.viewer, said), CommentChange(reveals_at=less)
    with pytest.raises(Invalid), unit_of_work():
        edit_comment(comment=row, change=change)


def test_at_once(crowd: Crowd, early: str, seal: Seal, mira: Person, otto: Person, kestrel: Person) -> None:
    with pytest.raises(NotFound):
        access.target_to_correct(otto.viewer, "moment", early)
    with unit_of_work():
        target = access.target_to_correct(mira.viewer, "moment", early)
        decision = at_once.correct(moderator=mira.viewer, target=target, place=LATE)
    assert seal(early) == (END, END)
    case = db.session.get_one(Case, decision.case_id)
    assert (case.state, decision.moderator_id, decision.automatic) == ("decided", mira.id, False)
    with pytest.raises(Invalid):
        crowd.says(kestrel, early)


def test_at_once_leaves_what_else_was_said_to_be_read(crowd: Crowd, early: str, seal: Seal, mira: Person) -> None:
    crowd.desk.case(make_fan(), "moment", early, "harassment")
    with unit_of_work():
        target = access.target_to_correct(mira.viewer, "moment", early)
        at_once.correct(moderator=mira.viewer, target=target, place=LATE)
    assert seal(early) == (END, END)
    assert crowd.case_of(early).claimed_by is None


def test_at_once_not_over_a_colleague(crowd: Crowd, early: str, seal: Seal, mira: Person, adele: Person) -> None:
    crowd.says(make_fan(), early)
    crowd.desk.claim(adele.viewer, crowd.case_of(early).id)
    target = access.target_to_correct(mira.viewer, "moment", early)
    with pytest.raises(Conflict), unit_of_work():
        at_once.correct(moderator=mira.viewer, target=target, place=LATE)
    assert seal(early) == (FIRST, None)


def test_what_is_gone_is_left_alone(crowd: Crowd, early: str, kestrel: Person) -> None:
    pair = crowd.pair()
    for each in pair:
        crowd.desk.complain(each, "moment", early, SPOILT)
    with unit_of_work():
        delete_moment(moment=doors.moment_to_delete(kestrel.viewer, early))
    crowd.desk.run_jobs()
    assert db.session.scalars(select(Decision).where(Decision.automatic)).all() == []


def test_nobody_runs_far_ahead_of_moderators(
    crowd: Crowd, desk: Desk, seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "AHEAD", 1)
    pair = crowd.pair()
    moments = [desk.moment(make_fan(), episode=(1, 1)) for _ in range(2)]
    for moment in moments:
        for each in pair:
            crowd.says(each, moment)
    assert [seal(moment)[0] for moment in moments] == [END, FIRST]
