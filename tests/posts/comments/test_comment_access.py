"""Who may do what to a comment in which state: the whole table, refusals first."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fandom.core.errors import FandomError, Forbidden, NotFound, Unauthenticated
from fandom.core.viewer import VISITOR, Hidden, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.posts import access as moments
from fandom.posts import actions
from fandom.posts.comments import access
from fandom.posts.models import Comment
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.people import Person

WHO = ("visitor", "fan", "author", "moment's author", "moderator", "admin")
OK, ABSENT, NO, SIGN_IN = "ok", NotFound, Forbidden, Unauthenticated
GONE = (ABSENT,) * 6
SIGNED_GONE = (SIGN_IN, *GONE[1:])
READ = {
    "published": (OK,) * 6,
    "held": (ABSENT, ABSENT, OK, ABSENT, ABSENT, ABSENT),
    **dict.fromkeys(("hidden", "removed", "deleted"), GONE),
}
CHANGE = {
    "published": (SIGN_IN, NO, OK, NO, NO, NO),
    "held": (SIGN_IN, ABSENT, OK, ABSENT, ABSENT, ABSENT),
    **dict.fromkeys(("hidden", "removed", "deleted"), SIGNED_GONE),
}
DOORS = {
    "read": (access.comment_to_read, READ),
    "edit": (access.comment_to_edit, CHANGE),
    "delete": (access.comment_to_delete, CHANGE),
}


@pytest.fixture
def viewers(ada: Person, bo: Person, mod: Person, admin: Person) -> dict[str, Viewer]:
    from tests.support.people import make_fan

    fan = make_fan("olga")
    known = (VISITOR, fan.viewer, bo.viewer, ada.viewer, mod.viewer, admin.viewer)
    return dict(zip(WHO, known, strict=True))


def outcome(door: Callable[[Viewer, str], object], viewer: Viewer, comment_id: str) -> object:
    try:
        door(viewer, comment_id)
    except FandomError as refusal:
        return type(refusal)
    return OK


@pytest.mark.parametrize("state", READ)
@pytest.mark.parametrize("door", DOORS)
def test_doors(viewers, ada, bo, post: Post, say, door: str, state: str) -> None:  # type: ignore[no-untyped-def]
    comment_id = say(bo, post(ada))
    with unit_of_work():
        db.session.get_one(Comment, comment_id).state = state
    enter, expected = DOORS[door]
    found = {who: outcome(enter, viewer, comment_id) for who, viewer in viewers.items()}
    assert found == dict(zip(WHO, expected[state], strict=True))


def test_below_what_is_sealed_or_gone_nothing_is_read(
    ada: Person, bo: Person, show: ShowView, post: Post, say: Callable[..., str]
) -> None:
    moment_id = post(ada, episode=(2, 1))
    comment_id = say(ada, moment_id)
    seen_up_to(bo, show, 1, 1)
    assert outcome(access.comment_to_read, bo.viewer, comment_id) is NotFound
    assert access.comments_to_read(bo.viewer, moment_id, 25, None).items == ()
    assert outcome(access.comment_to_read, ada.viewer, comment_id) == OK
    with unit_of_work():
        actions.remove_moment(moment_id=moment_id)
    assert outcome(access.comment_to_read, bo.viewer, comment_id) is NotFound


def test_ones_words_can_be_taken_back_from_where_one_cannot_read_them(
    ada: Person, bo: Person, show: ShowView, post: Post, say: Callable[..., str]
) -> None:
    moment_id = post(ada, episode=(2, 1))
    seen_up_to(bo, show, 2, 2)
    comment_id = say(bo, moment_id)
    seen_up_to(bo, show, 1, 1)
    apart = replace(bo.viewer, hidden=Hidden(accounts=frozenset({ada.id}), blocked=frozenset({ada.id})))
    for viewer in (bo.viewer, apart):
        assert outcome(access.comment_to_read, viewer, comment_id) is NotFound
        assert outcome(access.comment_to_edit, viewer, comment_id) is NotFound
        assert outcome(access.comment_to_delete, viewer, comment_id) == OK
    with unit_of_work():
        actions.delete_moment(moment=moments.moment_to_delete(ada.viewer, moment_id))
    assert outcome(access.comment_to_delete, bo.viewer, comment_id) is NotFound
