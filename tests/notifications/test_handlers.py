"""Who is told of what: once, and only what they may see."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from fandom.core import clock
from fandom.core.bus import Fact
from fandom.infra import db as database
from fandom.infra.db import db, unit_of_work
from fandom.moderation.actions.cases import gather_findings
from fandom.moderation.actions.words import add_word
from fandom.moderation.models import Decision
from fandom.moderation.remedies import thanks
from fandom.notifications import handlers
from fandom.notifications.events import NotificationCreated
from fandom.notifications.models import Notification
from fandom.posts.actions import hide_moment, remove_moment
from fandom.posts.comments.actions import remove_comment
from fandom.posts.events import CommentPosted, Mentioned
from fandom.shows.models import Progress
from tests.moderation.conftest import Desk
from tests.notifications.conftest import Inbox
from tests.support.people import Person


def kinds(found: Any) -> list[str]:
    return [each["kind"] for each in found]


def test_answers_and_comments(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person) -> None:
    moment = desk.moment(kestrel)
    first = desk.comment(bo, moment, "before the knock")
    desk.comment(noor, moment, "no, after", parent=first)
    mine: Any = inbox(kestrel)
    assert kinds(mine) == ["comment"]
    assert mine[0]["text"] == "noor and bobo commented on your moment"
    assert mine[0]["subject"]["excerpt"] == "no, after"
    assert mine[0]["subject"]["url"].startswith(f"http://localhost/m/{moment}#comment-")
    theirs: Any = inbox(bo)
    assert [each["text"] for each in theirs] == ["noor replied to you"]
    assert inbox(noor) == []


def test_nobody_is_told_of_themselves(desk: Desk, inbox: Inbox, kestrel: Person) -> None:
    moment = desk.moment(kestrel, "hello @kestrel")
    desk.comment(kestrel, moment, "me again", parent=desk.comment(kestrel, moment, "me"))
    assert inbox(kestrel) == []


def test_one_notification_for_one_comment(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person) -> None:
    """It answers me, below my moment, and names me."""
    moment = desk.moment(kestrel)
    desk.comment(bo, moment, "yes @kestrel", parent=desk.comment(kestrel, moment, "is it?"))
    assert len(inbox(kestrel)) == 1


def test_mentions(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person) -> None:
    desk.moment(kestrel, "look @bobo and @noor")
    found: Any = inbox(bo)
    assert [each["text"] for each in found] == ["kestrel mentioned you"]
    assert found[0]["subject"]["kind"] == "moment"
    assert kinds(inbox(noor)) == ["mention"]


def test_what_is_held_tells_nobody_until_it_is_published(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, mira: Person, adele: Person
) -> None:
    with unit_of_work():
        add_word(moderator=adele.viewer, show=None, phrase="hull", outcome="hold")
    desk.moment(kestrel, "the hull @bobo")
    assert inbox(bo) == []
    desk.decide(mira.viewer, desk.open_case().id, "leave", reason="none")
    assert kinds(inbox(bo)) == ["mention"]
    mine: Any = inbox(kestrel)
    assert kinds(mine) == ["decision"]
    assert "is up now" in mine[0]["statement"]


def test_a_decision_is_told_to_author_and_reporters(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person, mira: Person
) -> None:
    moment = desk.moment(kestrel, "Halloran did it")
    desk.report(noor, "moment", moment)
    case = desk.case(bo, "moment", moment)
    decision_id = desk.decide(mira.viewer, case.id, "remove", note="for moderators only")
    mine: Any = inbox(kestrel)
    assert kinds(mine) == ["decision"]
    assert mine[0]["statement"] == db.session.get_one(Decision, decision_id).statement
    assert (mine[0]["decision"], mine[0]["actor"]) == (decision_id, None)
    for reporter in (bo, noor):
        theirs: Any = inbox(reporter)
        assert kinds(theirs) == ["report_answered"]
        assert (theirs[0]["decision"], theirs[0]["subject"]) == (None, None)
        assert theirs[0]["statement"] == thanks(["remove"])
    assert inbox(mira) == []
    assert "for moderators only" not in str([row.data for row in db.session.scalars(select(Notification))])


def test_what_simply_stays_is_not_told_to_its_author(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, mira: Person
) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    desk.decide(mira.viewer, case.id, "leave", reason="none")
    assert inbox(kestrel) == []
    theirs: Any = inbox(bo)
    assert theirs[0]["statement"] == thanks(["leave"])


def test_who_reported_an_account_is_led_to_it(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, adele: Person
) -> None:
    case = desk.case(bo, "account", "kestrel", "harassment")
    desk.decide(adele.viewer, case.id, "warn", reason="harassment")
    for person in (bo, kestrel):
        found: Any = inbox(person)
        assert (found[0]["subject"]["id"], found[0]["subject"]["url"]) == ("kestrel", "http://localhost/u/kestrel")


def test_taking_it_back_is_told_to_the_author(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, mira: Person
) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    desk.undo(mira.viewer, desk.decide(mira.viewer, case.id, "hide"))
    mine: Any = inbox(kestrel)
    assert kinds(mine) == ["decision_undone", "decision"]
    assert "no longer holds, and nothing of it counts against you" in mine[0]["statement"]
    assert mine[1]["statement"] == "It was taken back since. What we wrote to you then no longer holds."
    assert "hidden" not in str([each["statement"] for each in mine])
    assert kinds(inbox(bo)) == ["report_answered"]


def test_what_goes_down_again_with_it_is_told_so(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, mira: Person
) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    desk.decide(mira.viewer, case.id, "hide")
    desk.run_jobs()
    with unit_of_work():
        gather_findings(kind="moment", target_id=case.target_id, findings=[("word", "has “hull” in it", 15)])
    again = desk.open_case()
    desk.undo(mira.viewer, desk.decide(mira.viewer, again.id, "leave", reason="none"))
    mine: Any = inbox(kestrel)
    assert kinds(mine) == ["decision_undone", "decision", "decision"]
    assert "Until then only you and the moderators see it." in mine[0]["statement"]
    assert "we have hidden" in mine[2]["statement"]


def test_listeners_that_run_twice_tell_once(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = desk.moment(kestrel)
    comment = desk.comment(bo, moment)
    posted = CommentPosted(comment, moment, desk.show.id, bo.id)
    named = Mentioned("moment", moment, desk.show.id, bo.id, (kestrel.id,))
    told: list[Fact] = []
    monkeypatch.setattr(database, "_tell", told.extend)
    for _ in range(2):
        with unit_of_work():
            handlers.tell_of_comment(posted)
            handlers.tell_of_mention(named)
    assert db.session.scalar(select(func.count()).select_from(Notification)) == 2
    assert [type(fact) for fact in told] == [NotificationCreated] * 2


def test_rows_hold_no_words_of_people(desk: Desk, run_jobs: Callable[[], int], kestrel: Person, bo: Person) -> None:
    moment = desk.moment(kestrel, "Halloran did it @bobo")
    desk.comment(bo, moment, "the stationmaster")
    run_jobs()
    for row in db.session.scalars(select(Notification)):
        assert set(row.data) <= {"statement", "decision_id", "moment"}
        assert "Halloran" not in str(row.data)


def test_what_is_gone_or_hidden_has_no_subject(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person
) -> None:
    moment, other = desk.moment(kestrel), desk.moment(noor, "look @kestrel")
    comment = desk.comment(bo, moment)
    assert all(each["subject"] for each in inbox(kestrel))
    with unit_of_work():
        remove_comment(comment_id=comment)
        hide_moment(moment_id=other)
    assert [each["subject"] for each in inbox(kestrel)] == [None, None]


def test_a_comment_goes_with_its_moment(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person) -> None:
    moment = desk.moment(kestrel)
    desk.comment(noor, moment, "as I said", parent=desk.comment(bo, moment, "is it?"))
    with unit_of_work():
        remove_moment(moment_id=moment)
    assert [each["subject"] for each in inbox(bo)] == [None]


def test_what_lies_past_my_horizon_is_sealed_here_too(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person
) -> None:
    row = {"mode": "at", "season": 2, "number": 4, "position_ms": 0, "updated_at": clock.now()}
    with unit_of_work():
        db.session.add(Progress(show_id=desk.show.id, account_id=bo.id, **row))
    moment = desk.moment(kestrel, "It was the stationmaster @bobo", episode=(2, 6))
    desk.comment(noor, moment, "poor man @bobo")
    found: Any = inbox(bo)
    assert [each["subject"]["sealed_until"] for each in found] == ["s02e06", "s02e06"]
    assert [each["subject"]["excerpt"] for each in found] == [None, None]
    assert "stationmaster" not in str(found)
    assert "poor man" not in str(found)
