"""Who may work on what: the whole table, refusals first."""

import pytest

from fandom.core.errors import FandomError, Forbidden, NotFound, Unauthenticated
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.moderation import access
from fandom.moderation.actions.words import add_word
from fandom.moderation.models import Decision
from fandom.shows.values import ShowView
from tests.moderation.conftest import Desk
from tests.support.people import Person, make_fan

OK, ABSENT, NO, SIGN_IN = "ok", NotFound, Forbidden, Unauthenticated
WHO = ("visitor", "fan", "reporter", "author", "moderator", "other moderator", "site moderator", "admin")

CASE = (SIGN_IN, ABSENT, ABSENT, ABSENT, OK, ABSENT, OK, OK)
OF_ACCOUNT = (SIGN_IN, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, OK, OK)
READ_DECISION = (SIGN_IN, ABSENT, ABSENT, OK, OK, ABSENT, OK, OK)
UNDO_DECISION = (SIGN_IN, ABSENT, ABSENT, NO, OK, ABSENT, OK, OK)
QUEUE = (SIGN_IN, NO, NO, NO, OK, OK, OK, OK)
QUEUE_OF_SHOW = (SIGN_IN, NO, NO, NO, OK, ABSENT, OK, OK)
WORDS = QUEUE_OF_SHOW
WORDS_OF_SITE = (SIGN_IN, NO, NO, NO, NO, NO, OK, OK)
DROP_WORD = QUEUE_OF_SHOW


@pytest.fixture
def viewers(kestrel: Person, bo: Person, noor: Person, mira: Person, otto: Person, adele: Person) -> dict[str, Viewer]:
    site = make_fan("sira", moderates_all=True)
    people = (noor, bo, kestrel, mira, otto, site, adele)
    return dict(zip(WHO, (VISITOR, *(person.viewer for person in people)), strict=True))


def outcomes(door: object, viewers: dict[str, Viewer], *arguments: object) -> tuple[object, ...]:
    return tuple(outcome(door, viewer, *arguments) for viewer in viewers.values())


def outcome(door: object, viewer: Viewer, *arguments: object) -> object:
    try:
        door(viewer, *arguments)  # type: ignore[operator]
    except FandomError as refusal:
        return type(refusal)
    return OK


def test_cases(desk: Desk, viewers: dict[str, Viewer], kestrel: Person, bo: Person) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    assert outcomes(access.case_to_read, viewers, case.id) == CASE
    assert outcomes(access.case_to_work, viewers, case.id) == CASE
    assert outcomes(access.case_to_read, viewers, "0000000000000") == (SIGN_IN, *[ABSENT] * 7)


def test_cases_of_accounts_belong_to_the_site(
    desk: Desk, viewers: dict[str, Viewer], kestrel: Person, bo: Person
) -> None:
    case = desk.case(bo, "account", "kestrel")
    assert outcomes(access.case_to_read, viewers, case.id) == OF_ACCOUNT


def test_nobody_sees_or_judges_the_case_of_their_own_words(desk: Desk, mira: Person, adele: Person, bo: Person) -> None:
    for judge in (mira, adele):
        case = desk.case(bo, "moment", desk.moment(judge))
        assert outcome(access.case_to_read, judge.viewer, case.id) == ABSENT
        assert outcome(access.case_to_work, judge.viewer, case.id) == ABSENT
        desk.decide((adele if judge is mira else make_fan(moderates_all=True)).viewer, case.id, "warn")
        decision = db.session.query(Decision).filter_by(case_id=case.id).one()
        assert outcome(access.decision_to_read, judge.viewer, decision.id) == OK
        assert outcome(access.decision_to_undo, judge.viewer, decision.id) == NO


def test_decisions(desk: Desk, viewers: dict[str, Viewer], kestrel: Person, bo: Person, mira: Person) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    decision_id = desk.decide(mira.viewer, case.id, "hide")
    assert outcomes(access.decision_to_read, viewers, decision_id) == READ_DECISION
    assert outcomes(access.decision_to_undo, viewers, decision_id) == UNDO_DECISION


def test_the_queue(viewers: dict[str, Viewer], show: ShowView) -> None:
    assert outcomes(access.queue_to_work, viewers, None) == QUEUE
    assert outcomes(access.queue_to_work, viewers, show.slug) == QUEUE_OF_SHOW
    assert outcomes(access.queue_to_work, viewers, "no-such-show") == (SIGN_IN, NO, NO, NO, *[ABSENT] * 4)


def test_words(viewers: dict[str, Viewer], show: ShowView, adele: Person) -> None:
    with unit_of_work():
        here = add_word(moderator=adele.viewer, show=show.ref, phrase="hull", outcome="hold")
        everywhere = add_word(moderator=adele.viewer, show=None, phrase="keel", outcome="hold")
        ids = here.id, everywhere.id
    assert outcomes(access.words_to_keep, viewers, show.slug) == WORDS
    assert outcomes(access.words_to_keep, viewers, None) == WORDS_OF_SITE
    assert outcomes(access.word_to_drop, viewers, ids[0]) == DROP_WORD
    assert outcomes(access.word_to_drop, viewers, ids[1]) == (SIGN_IN, NO, NO, NO, ABSENT, ABSENT, OK, OK)
