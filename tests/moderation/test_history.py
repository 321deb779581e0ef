"""What is known of an author, and who reads which part of a decision."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from fandom.core import clock
from fandom.infra.db import db
from fandom.moderation.models import Decision
from fandom.moderation.personal import export
from fandom.moderation.queries import history
from fandom.moderation.values import DecisionView
from fandom.shows.values import ShowView
from tests.moderation.conftest import Desk
from tests.support.people import Person, make_fan

Freeze = Callable[[datetime], None]


def read(viewer: Person, decision_id: str) -> DecisionView:
    return history.decision(viewer.viewer, db.session.get_one(Decision, decision_id))


def test_a_new_author_has_none(kestrel: Person, mira: Person, frozen_clock: Freeze) -> None:
    fresh = make_fan("fresh")
    found = history.history(mira.viewer, fresh.id)
    assert (found.since, found.moments, found.comments) == (clock.now(), 0, 0)
    assert (found.decided_against, found.decisions) == (0, ())


def test_what_is_up_is_counted(desk: Desk, kestrel: Person, bo: Person, mira: Person) -> None:
    moment, gone = desk.moment(kestrel), desk.moment(kestrel)
    desk.comment(kestrel, moment)
    desk.decide(mira.viewer, desk.case(bo, "moment", gone).id, "remove")
    found = history.history(mira.viewer, kestrel.id)
    assert (found.moments, found.comments, found.decided_against) == (1, 1, 1)
    assert [decision.remedies[0]["kind"] for decision in found.decisions] == ["remove"]


def test_what_was_left_or_taken_back_is_not_held_against_anybody(
    desk: Desk, kestrel: Person, bo: Person, mira: Person
) -> None:
    moment = desk.moment(kestrel)
    desk.decide(mira.viewer, desk.case(bo, "moment", moment).id, "leave", reason="none")
    assert history.decided_against(kestrel.id) == 0
    decision_id = desk.decide(mira.viewer, desk.case(bo, "moment", moment).id, "hide")
    assert history.decided_against(kestrel.id) == 1
    desk.undo(mira.viewer, decision_id)
    assert history.decided_against(kestrel.id) == 0


def test_decisions_of_other_fandoms_are_counted_but_not_shown(
    desk: Desk, kestrel: Person, bo: Person, mira: Person, otto: Person, adele: Person
) -> None:
    desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "warn")
    elsewhere = history.history(otto.viewer, kestrel.id)
    assert (elsewhere.decided_against, elsewhere.decisions) == (1, ())
    assert len(history.history(adele.viewer, kestrel.id).decisions) == 1


def test_only_the_last_few_are_shown(desk: Desk, kestrel: Person, bo: Person, mira: Person) -> None:
    def warn() -> str:
        return desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "warn")

    taken = [warn() for _ in range(history.SHOWN + 1)]
    shown = [decision.id for decision in history.history(mira.viewer, kestrel.id).decisions]
    assert shown == list(reversed(taken))[: history.SHOWN]


def test_the_author_reads_the_statement_only(
    desk: Desk, kestrel: Person, bo: Person, mira: Person, adele: Person
) -> None:
    decision_id = desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "hide", note="again")
    mine, theirs = read(kestrel, decision_id), read(adele, decision_id)
    assert (mine.note, mine.moderator, mine.can_undo) == (None, None, False)
    assert theirs.note == "again"
    assert theirs.moderator is not None
    assert theirs.moderator.handle == "mira"
    assert mine.statement == theirs.statement


def test_a_moderator_judged_by_another_is_an_author(desk: Desk, mira: Person, bo: Person, adele: Person) -> None:
    decision_id = desk.decide(adele.viewer, desk.case(bo, "moment", desk.moment(mira)).id, "hide", note="again")
    mine = read(mira, decision_id)
    assert (mine.note, mine.moderator, mine.can_undo) == (None, None, False)


def test_what_is_kept_for_taking_it_back_is_not_shown(desk: Desk, kestrel: Person, bo: Person, mira: Person) -> None:
    decision_id = desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "hide")
    assert db.session.get_one(Decision, decision_id).remedies == [{"kind": "hide", "was": "published"}]
    assert read(mira, decision_id).remedies == ({"kind": "hide"},)


def test_until_when_it_may_be_taken_back(
    desk: Desk, kestrel: Person, bo: Person, mira: Person, frozen_clock: Freeze
) -> None:
    decision_id = desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, "hide")
    assert read(mira, decision_id).can_undo
    assert read(mira, decision_id).undo_until == clock.now() + timedelta(days=30)
    frozen_clock(clock.now() + timedelta(days=31))
    assert not read(mira, decision_id).can_undo


def test_where_it_stands(desk: Desk, show: ShowView, kestrel: Person, bo: Person, adele: Person) -> None:
    moment = desk.moment(kestrel)
    comment = desk.comment(kestrel, moment)
    paths = []
    for kind, target_id in (("moment", moment), ("comment", comment), ("account", "kestrel")):
        decision_id = desk.decide(adele.viewer, desk.case(bo, kind, target_id).id, "warn")
        paths.append(read(adele, decision_id).target.path)
    assert paths == [f"/m/{moment}", f"/m/{moment}#comment-{comment}", "/u/kestrel"]


def test_what_authors_take_along_does_not_say_that_somebody_reported_them_for_nothing(
    desk: Desk, kestrel: Person, bo: Person, mira: Person
) -> None:
    for kind in ("leave", "hide"):
        desk.decide(mira.viewer, desk.case(bo, "moment", desk.moment(kestrel)).id, kind)
    (piece,) = [each for each in export(kestrel.id) if each.path == "decisions.json"]
    told = json.loads(b"".join(piece.read()))
    assert [each["remedies"][0]["kind"] for each in told] == ["hide"]
