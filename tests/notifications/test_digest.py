"""The week in one letter: for those who asked, once, and as far as they are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from fandom.accounts.relations import actions as relations
from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.notifications.digest.actions import make_due
from fandom.notifications.digest.weeks import slot_of
from fandom.notifications.letters import unsubscribe_path
from fandom.notifications.models import Digest
from fandom.notifications.queries import wishes
from fandom.shows.actions import join
from fandom.shows.models import Progress
from fandom.worker import make_digests
from tests.moderation.conftest import Desk
from tests.notifications.test_choices import want
from tests.notifications.test_letters import Post, post, reachable
from tests.support.http import Http
from tests.support.people import Person

__all__ = ["post"]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Freeze = Callable[[datetime], None]


@pytest.fixture
def reader(kestrel: Person, desk: Desk, frozen_clock: Freeze) -> Person:
    """Asked for it a week ago, belongs to the show, and has seen its first episode."""
    frozen_clock(NOON - timedelta(days=7))
    reachable(kestrel)
    want(kestrel, digest=True)
    row = {"mode": "at", "season": 1, "number": 1, "position_ms": 3_600_000, "updated_at": clock.now()}
    with unit_of_work():
        join(viewer=kestrel.viewer, show_id=desk.show.id)
        db.session.merge(Progress(show_id=desk.show.id, account_id=kestrel.id, **row))
    frozen_clock(NOON)
    return kestrel


def test_weeks_end_on_fridays() -> None:
    friday = datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert slot_of(friday) != slot_of(friday - timedelta(seconds=1))
    assert slot_of(friday) == slot_of(friday + timedelta(days=7, seconds=-1))
    assert len({slot_of(friday + timedelta(weeks=week)) for week in range(60)}) == 60


def test_what_it_says(desk: Desk, post: Post, reader: Person, bo: Person, noor: Person) -> None:
    open_one = desk.moment(bo, "the kettle ||boils||", episode=(1, 1))
    desk.moment(noor, "the CANARY did it", episode=(2, 6), tags=("canarytag",))
    with unit_of_work():
        relations.follow(account_id=bo.id, other_id=reader.id)
    make_digests()
    (letter,) = [each for each in post() if each.subject == "Your week on Fandom"]
    assert letter.to == reader.email
    assert f"http://localhost/m/{open_one}" in letter.text
    assert "1 moment waits for you to get there." in letter.text
    assert "@bobo" in letter.text
    whole = f"{letter.text} {letter.html} {letter.headers}"
    assert "boils" not in whole
    assert "canary" not in whole.lower()
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_two_schedulers_make_one(desk: Desk, post: Post, reader: Person, bo: Person, frozen_clock: Freeze) -> None:
    desk.moment(bo, "the kettle")
    for _ in range(2):
        make_digests()
    assert len(post()) == 1
    frozen_clock(NOON + timedelta(days=1))
    make_digests()
    assert len(post()) == 1
    frozen_clock(NOON + timedelta(days=6))
    desk.moment(bo, "the kettle again")
    make_digests()
    assert len(post()) == 2


def test_nobody_who_has_not_asked(desk: Desk, post: Post, kestrel: Person, bo: Person) -> None:
    reachable(kestrel)
    desk.moment(bo)
    with unit_of_work():
        assert make_due() == 0
    assert post() == []


def test_nobody_without_a_verified_address(desk: Desk, bo: Person, frozen_clock: Freeze) -> None:
    want(bo, digest=True)
    frozen_clock(clock.now() + timedelta(days=8))
    with unit_of_work():
        assert make_due() == 0


def test_the_first_one_comes_when_the_next_week_is_over(bo: Person, frozen_clock: Freeze) -> None:
    reachable(bo)
    want(bo, digest=True)
    with unit_of_work():
        assert make_due() == 0
    frozen_clock(clock.now() + timedelta(days=7))
    with unit_of_work():
        assert make_due() == 1
    assert len(db.session.scalars(select(Digest)).all()) == 2


def test_a_quiet_week_is_no_letter(post: Post, reader: Person) -> None:
    make_digests()
    assert post() == []


def test_without_whom_and_what_one_does_not_want(desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    desk.moment(bo, "the kettle", episode=(1, 1))
    with unit_of_work():
        relations.follow(account_id=bo.id, other_id=reader.id)
        relations.block(account_id=bo.id, other_id=reader.id)
    make_digests()
    assert [each for each in post() if each.subject == "Your week on Fandom"] == []


def test_what_was_taken_up_most_is_not_lost_among_the_newest(
    desk: Desk, post: Post, reader: Person, bo: Person, noor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fandom.notifications.digest.queries.CANDIDATES", 1)
    best = desk.moment(bo, "the kettle", episode=(1, 1))
    desk.comment(noor, best)
    newest = desk.moment(bo, "the spoon", episode=(1, 1))
    make_digests()
    (letter,) = [each for each in post() if each.subject == "Your week on Fandom"]
    assert (best in letter.text, newest in letter.text) == (True, False)


def test_words_are_muted_there_as_everywhere(desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    shown = desk.moment(bo, "The start of it", episode=(1, 1))
    hidden = desk.moment(bo, "What ART--school does to you", episode=(1, 1))
    with unit_of_work():
        for word in ("art", "art school"):
            relations.mute(account_id=reader.id, kind="word", value=word)
    make_digests()
    (letter,) = [each for each in post() if each.subject == "Your week on Fandom"]
    assert (shown in letter.text, hidden in letter.text) == (True, False)


def test_ended_with_one_click(http: Callable[..., Http], desk: Desk, post: Post, reader: Person, bo: Person) -> None:
    desk.moment(bo)
    make_digests()
    assert http().page(unsubscribe_path(reader.id, "digest"), method="POST").status_code == 200
    assert not wishes(reader.id).digest
    assert wishes(reader.id).of("decision").web
    assert post() == []
