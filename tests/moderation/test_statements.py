"""A decision as its author reads it again and again."""

from collections.abc import Callable

from tests.moderation.conftest import Desk
from tests.support.http import Http
from tests.support.people import Person


def test_it_is_told_once_until_it_changes(
    http: Callable[..., Http], desk: Desk, kestrel: Person, bo: Person, mira: Person
) -> None:
    case = desk.case(bo, "moment", desk.moment(kestrel))
    decision_id = desk.decide(mira.viewer, case.id, "hide")
    author, path = http(as_=kestrel), f"/decisions/{decision_id}"
    first = author.get(path)
    seen = {"If-None-Match": first.headers["ETag"]}
    assert author.get(path, headers=seen).status_code == 304
    assert http(as_=mira).get(path, headers=seen).status_code == 200
    desk.undo(mira.viewer, decision_id)
    assert author.get(path, headers=seen).status_code == 200
