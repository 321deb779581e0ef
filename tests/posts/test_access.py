"""Who may do what to a moment in which state: the whole table, refusals first."""

import pytest
from flask import Flask

from fandom.core.errors import FandomError, Forbidden, NotFound, Unauthenticated
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions
from fandom.posts.models import Moment
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.people import Person, make_fan

WHO = ("visitor", "fan", "author", "moderator", "other moderator", "admin")
STATES = ("published", "held", "hidden", "removed", "deleted")
OK, ABSENT, NO, SIGN_IN = "ok", NotFound, Forbidden, Unauthenticated

READ = {
    "published": (OK, OK, OK, OK, OK, OK),
    "held": (ABSENT, ABSENT, OK, OK, ABSENT, OK),
    "hidden": (ABSENT, ABSENT, OK, OK, ABSENT, OK),
    "removed": (ABSENT, ABSENT, OK, OK, ABSENT, OK),
    "deleted": (ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT),
}
EDIT = {
    "published": (SIGN_IN, NO, OK, NO, NO, NO),
    "held": (SIGN_IN, ABSENT, OK, NO, ABSENT, NO),
    "hidden": (SIGN_IN, ABSENT, NO, NO, ABSENT, NO),
    "removed": (SIGN_IN, ABSENT, NO, NO, ABSENT, NO),
    "deleted": (SIGN_IN, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT),
}
DELETE = EDIT | {"hidden": (SIGN_IN, ABSENT, OK, NO, ABSENT, NO)}
ANSWER = {
    "published": (SIGN_IN, OK, OK, OK, OK, OK),
    "held": (SIGN_IN, ABSENT, NO, NO, ABSENT, NO),
    "hidden": (SIGN_IN, ABSENT, NO, NO, ABSENT, NO),
    "removed": (SIGN_IN, ABSENT, NO, NO, ABSENT, NO),
    "deleted": (SIGN_IN, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT),
}
DOORS = {
    "read": (access.moment_to_read, READ),
    "edit": (access.moment_to_edit, EDIT),
    "delete": (access.moment_to_delete, DELETE),
    "answer": (access.moment_to_answer, ANSWER),
}


@pytest.fixture
def viewers(ada: Person, bo: Person, mod: Person, admin: Person) -> dict[str, Viewer]:
    other = make_fan("olga")
    elsewhere = Viewer(other.id, "olga", moderates=frozenset({"0000000000000"}))
    known = (VISITOR, bo.viewer, ada.viewer, mod.viewer, elsewhere, admin.viewer)
    return dict(zip(WHO, known, strict=True))


def outcome(door: object, viewer: Viewer, moment_id: str) -> object:
    try:
        door(viewer, moment_id)  # type: ignore[operator]
    except FandomError as refusal:
        return type(refusal)
    return OK


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("door", DOORS)
def test_doors(app: Flask, viewers: dict[str, Viewer], ada: Person, post: Post, door: str, state: str) -> None:
    moment_id = post(ada)
    with unit_of_work():
        db.session.get_one(Moment, moment_id).state = state
    enter, expected = DOORS[door]
    assert {who: outcome(enter, viewers[who], moment_id) for who in WHO} == dict(zip(WHO, expected[state], strict=True))


def test_what_is_not_there_looks_like_what_is_hidden(app: Flask, viewers: dict[str, Viewer]) -> None:
    assert {outcome(access.moment_to_read, viewer, "0000000000000") for viewer in viewers.values()} == {NotFound}
    assert outcome(access.moment_to_read, VISITOR, "no id at all") is NotFound


def test_nobody_answers_what_is_sealed_to_them(bo: Person, ada: Person, show: ShowView, post: Post) -> None:
    moment_id = post(ada, episode=(2, 1))
    seen_up_to(bo, show, 1, 1)
    assert outcome(access.moment_to_answer, bo.viewer, moment_id) is Forbidden
    assert outcome(access.moment_to_answer, ada.viewer, moment_id) == OK


def test_what_each_may_do_is_told(viewers: dict[str, Viewer], ada: Person, post: Post) -> None:
    moment_id = post(ada)
    told = {who: access.moment_to_read(viewer, moment_id).can for who, viewer in viewers.items()}
    assert (
        {who for who, can in told.items() if can.edit} == {who for who, can in told.items() if can.delete} == {"author"}
    )
    assert {who for who, can in told.items() if can.moderate} == {"moderator", "admin"}


def test_a_removed_one_cannot_be_taken_back_or_changed(ada: Person, post: Post) -> None:
    moment_id = post(ada)
    with unit_of_work():
        assert actions.remove_moment(moment_id=moment_id)
    can = access.moment_to_read(ada.viewer, moment_id).can
    assert not can.edit
    assert not can.delete
