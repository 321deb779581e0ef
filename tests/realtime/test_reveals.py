"""A moment that somebody revealed comes whole to their sockets, in all processes, until they seal it again."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.posts.access import moment_to_read
from fandom.posts.events import CommentChanged, MomentChanged
from fandom.posts.reveals.actions import reveal_moment, unreveal_moment
from fandom.posts.values import MomentDraft, Place
from fandom.realtime.publish import comment_changed, moment_changed
from tests.support.fandom import Fandom
from tests.support.people import Person
from tests.support.sockets import Socket
from tests.support.waiting import until

pytestmark = pytest.mark.live

Connect = Callable[..., Socket]
TOLD = "The dragon is the one she raised"
LATE = MomentDraft(caption=TOLD, episode=(1, 2), start_ms=1000, end_ms=5000)
BESIDES = "reactions.counted"


def turn(fandom: Fandom, person: Person, moment_id: str, step: Any = reveal_moment) -> None:
    with fandom.house.commits():
        step(viewer=person.viewer, moment=moment_to_read(person.viewer, moment_id))


def captions(fandom: Fandom, moment_id: str, *pages: Socket) -> set[str | None]:
    """What each page hears of it."""
    with fandom.house.reads():
        moment_changed(MomentChanged(moment_id, fandom.show_id, fandom.author.id))
    return {page.hears("moment.changed", besides=BESIDES)["moment"]["caption"] for page in pages}


def bodies(fandom: Fandom, moment_id: str, comment_id: str, *pages: Socket) -> set[str | None]:
    """`nothing` where they are not even told that there is one."""
    with fandom.house.reads():
        comment_changed(CommentChanged(comment_id, moment_id, fandom.show_id, fandom.ahead.id))
    heard = [page.hears("comment.changed", besides=BESIDES) for page in pages]
    return {each["comment"]["body"] if "comment" in each else "nothing" for each in heard}


def test_it_is_whole_on_all_pages_of_who_revealed_it_and_sealed_again(fandom: Fandom, socket: Connect) -> None:
    late, other = fandom.post(LATE), fandom.post(LATE)
    near, far = (
        fandom.comment(late, words, reveals_at=place)
        for words, place in (("so far", Place((1, 2), 5000)), ("further", Place((1, 2), 5001)))
    )
    below, beside = (
        [socket(as_=fandom.behind).watch(topic) for _ in range(3)] for topic in (f"moment:{late}", "show:sintel")
    )
    own = [*below, *beside]
    turn(fandom, fandom.behind, late)
    until(lambda: captions(fandom, late, *own) == {TOLD})
    assert bodies(fandom, late, near, *below) == {"so far"}
    assert bodies(fandom, late, far, *below) == {None}
    assert captions(fandom, other, *beside) == {None}
    others = [socket(), socket(as_=fandom.house.person("stranger")), socket(cookie=fandom.house.visitors_cookie(other))]
    for page in others:
        page.watch(f"moment:{late}")
    assert captions(fandom, late, *others) == {None}
    assert {page.hears("moment.changed", besides=BESIDES)["moment"]["caption"] for page in own} == {TOLD}
    turn(fandom, fandom.behind, late, unreveal_moment)
    until(lambda: captions(fandom, late, *own) == {None})
    assert bodies(fandom, late, near, *below) == {"nothing"}


def test_what_was_revealed_before_is_whole_from_the_first(fandom: Fandom, socket: Connect) -> None:
    late = fandom.post(LATE)
    turn(fandom, fandom.behind, late)
    pages = [socket(as_=fandom.behind).watch("show:sintel"), socket(token=fandom.house.token(fandom.behind))]
    pages[1].watch(f"moment:{late}")
    assert captions(fandom, late, *pages) == {TOLD}


def test_a_visitors_socket_knows_what_their_cookie_held(fandom: Fandom, socket: Connect) -> None:
    late = fandom.post(LATE)
    comment = fandom.comment(late, "so far")
    cookie = fandom.house.visitors_cookie(late)
    page = socket(cookie=cookie).watch(f"moment:{late}")
    others = [socket(cookie=cookie, origin=None), socket(cookie=f"{cookie}x")]
    for each in others:
        each.watch(f"moment:{late}")
    assert captions(fandom, late, page) == {TOLD}
    assert {each.hears("moment.changed")["moment"]["caption"] for each in others} == {None}
    assert bodies(fandom, late, comment, page) == {"so far"}
    assert {each.hears("comment.changed").get("comment") for each in others} == {None}
