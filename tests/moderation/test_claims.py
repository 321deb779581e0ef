"""A lease on a case: ten minutes, one moderator at a time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from fandom.core import clock
from fandom.core.errors import Conflict
from fandom.infra.db import unit_of_work
from fandom.moderation import access
from fandom.moderation.actions import claims
from fandom.moderation.models import Case
from tests.moderation.conftest import Desk
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]
Freeze = Callable[[datetime], None]


@pytest.fixture
def case(desk: Desk, kestrel: Person, bo: Person, frozen_clock: Freeze) -> Case:
    return desk.case(bo, "moment", desk.moment(kestrel))


def release(desk: Desk, moderator: Person, case_id: str) -> None:
    with unit_of_work():
        claims.release_case(moderator=moderator.viewer, case=access.case_to_work(moderator.viewer, case_id))


def test_taken_by_another(desk: Desk, case: Case, mira: Person, adele: Person) -> None:
    desk.claim(mira.viewer, case.id)
    with pytest.raises(Conflict):
        desk.claim(adele.viewer, case.id)
    with pytest.raises(Conflict):
        release(desk, adele, case.id)


def test_the_holder_renews_with_the_same_token(desk: Desk, case: Case, mira: Person, frozen_clock: Freeze) -> None:
    first = desk.claim(mira.viewer, case.id)
    frozen_clock(clock.now() + timedelta(minutes=9))
    second = desk.claim(mira.viewer, case.id)
    assert second.token == first.token
    assert second.expires_at == clock.now() + timedelta(minutes=10)


def test_one_that_is_over_may_be_taken(
    desk: Desk, case: Case, mira: Person, adele: Person, frozen_clock: Freeze
) -> None:
    first = desk.claim(mira.viewer, case.id)
    frozen_clock(clock.now() + timedelta(minutes=10))
    second = desk.claim(adele.viewer, case.id)
    assert second.token != first.token
    with pytest.raises(Conflict):
        desk.claim(mira.viewer, case.id)


def test_ones_own_old_token_is_not_good_again(desk: Desk, case: Case, mira: Person, frozen_clock: Freeze) -> None:
    first = desk.claim(mira.viewer, case.id)
    frozen_clock(clock.now() + timedelta(minutes=11))
    assert desk.claim(mira.viewer, case.id).token != first.token


def test_given_back_it_is_free(desk: Desk, case: Case, mira: Person, adele: Person) -> None:
    release(desk, mira, case.id)
    desk.claim(mira.viewer, case.id)
    release(desk, mira, case.id)
    assert desk.claim(adele.viewer, case.id).token


def test_a_decided_case_cannot_be_taken(desk: Desk, case: Case, mira: Person) -> None:
    desk.decide(mira.viewer, case.id, "leave")
    with pytest.raises(Conflict):
        desk.claim(mira.viewer, case.id)


def test_claiming_changes_no_version(desk: Desk, case: Case, mira: Person) -> None:
    """Else whoever has read the case and then claims it could not decide it."""
    before = case.version
    desk.claim(mira.viewer, case.id)
    assert desk.open_case().version == before


def test_over_http(http: Client, case: Case, mira: Person, adele: Person, bo: Person) -> None:
    path = f"/moderation/cases/{case.id}/claim"
    answer = http(as_=mira).put(path)
    assert answer.status_code == 200
    assert set(answer.json) == {"token", "expires_at"}
    assert http(as_=adele).put(path).status_code == 409
    assert http(as_=bo).put(path).status_code == 404
    assert http().put(path).status_code == 401
    seen = http(as_=adele).get(f"/moderation/cases/{case.id}").json["claim"]
    assert (seen["by"]["handle"], seen["mine"], seen["token"]) == ("mira", False, None)
    assert http(as_=mira).get(f"/moderation/cases/{case.id}").json["claim"]["token"] == answer.json["token"]
    assert http(as_=mira).delete(path).status_code == 204
    assert http(as_=adele).put(path).status_code == 200
