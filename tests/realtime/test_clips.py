"""How far a clip is, told to those whose moments wait for it and to nobody else."""

from collections.abc import Callable
from dataclasses import replace

from fandom.clips import actions
from fandom.posts.access import moment_to_delete
from fandom.posts.actions import delete_moment
from fandom.posts.queries import moment_row
from tests.support.fandom import LATE, Fandom
from tests.support.people import Person
from tests.support.sockets import Socket
from tests.support.sources import give_film

CLIP = replace(LATE, clip=True)


def cut(fandom: Fandom) -> tuple[str, str]:
    """Ids of a moment with a clip that is not made yet, and of its file."""
    with fandom.house.reads():
        give_film(fandom.show_id, (1, 2), duration_ms=600_000)
    moment_id = fandom.post(CLIP)
    with fandom.house.reads():
        row = moment_row(moment_id)
        assert row is not None
        return moment_id, row.media_ids[0]


def advance(fandom: Fandom, file_id: str) -> None:
    with fandom.house.commits():
        actions.advance(file_id=file_id, percent=40)


def heard_nothing(fandom: Fandom, page: Socket, person: Person) -> None:
    """What comes next is what is said next."""
    fandom.house.publish(f"account:{person.id}", "notification.new")
    assert page.hears("notification.new")["topic"] == "me"


def test_its_author_hears_how_far_it_is(fandom: Fandom, socket: Callable[..., Socket]) -> None:
    mine, theirs = socket(as_=fandom.author).watch("me"), socket(as_=fandom.ahead).watch("me")
    _, file_id = cut(fandom)
    advance(fandom, file_id)
    said = mine.hears("clip.progress")
    assert (said["topic"], said["media"], said["percent"]) == ("me", file_id, 40)
    heard_nothing(fandom, theirs, fandom.ahead)


def test_who_has_taken_the_moment_back_hears_no_more_of_it(fandom: Fandom, socket: Callable[..., Socket]) -> None:
    mine = socket(as_=fandom.author).watch("me")
    moment_id, file_id = cut(fandom)
    with fandom.house.commits():
        delete_moment(moment=moment_to_delete(fandom.author.viewer, moment_id))
    advance(fandom, file_id)
    heard_nothing(fandom, mine, fandom.author)
