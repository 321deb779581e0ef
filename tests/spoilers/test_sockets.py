"""Over the wire: whoever watches everything that they may hears no word that they have not reached."""

import queue
from collections.abc import Callable

import pytest

from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions
from fandom.posts.reactions import actions as reactions
from fandom.posts.values import MomentChange, MomentDraft, Place
from fandom.shows.models import Membership
from tests.support.fandom import Fandom
from tests.support.people import Person
from tests.support.sockets import Socket
from tests.support.waiting import PATIENCE_S

pytestmark = pytest.mark.live
WORD = "zqxsecretword"
LATE = MomentDraft(f"The {WORD}", episode=(1, 2), tags=(f"t{WORD}",), start_ms=1000, end_ms=5000)
Connect = Callable[..., Socket]


def watching(fandom: Fandom, socket: Connect, person: Person | None, *moments: str) -> Socket:
    page = socket(as_=person).watch("show:sintel")
    for topic in (*(f"moment:{each}" for each in moments), *(("home", "me") if person else ())):
        page.watch(topic)
    return page


def until_the_end(page: Socket, moment_id: str) -> str:
    """All that is heard before this moment is removed."""
    heard: list[str] = []
    while True:
        try:
            name, data = page._heard.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise AssertionError(f"heard only {heard}") from None
        heard.append(f"{name} {data}")
        if name == "moment.removed" and data["moment"]["id"] == moment_id:
            return "\n".join(heard)


def happen(fandom: Fandom, plain: str, late: str) -> str:
    """Posted, changed, answered, reacted to; and something removed at the end, which everybody hears of."""
    new = fandom.post(LATE)
    with fandom.house.commits():
        moment = access.moment_to_edit(fandom.author.viewer, late)
        actions.edit_moment(moment=moment, change=MomentChange(caption=f"Again {WORD}"))
    fandom.comment(late, f"Below {WORD}")
    fandom.comment(plain, f"I know {WORD}", reveals_at=Place((1, 2)))
    with fandom.house.commits():
        on = access.moment_to_answer(fandom.ahead.viewer, late)
        reactions.react(viewer=fandom.ahead.viewer, on=on, emoji="🔥")
    with fandom.house.commits():
        actions.delete_moment(moment=access.moment_to_delete(fandom.author.viewer, plain))
    return new


def test_nobody_hears_what_they_have_not_reached(fandom: Fandom, socket: Connect) -> None:
    newcomer = fandom.house.person("newcomer")
    with fandom.house.app.app_context():
        moderator = fandom.house.person("mira", moderates=[fandom.show_id])
        with unit_of_work():
            for person in (newcomer, fandom.behind, fandom.ahead):
                row = Membership(show_id=fandom.show_id, account_id=person.id, joined_at=clock.now())
                db.session.merge(row)
    plain, late = fandom.post(MomentDraft("A plain word", reveals_at=None)), fandom.post(LATE)
    people = {"visitor": None, "newcomer": newcomer, "behind": fandom.behind, "moderator": moderator}
    pages = {name: watching(fandom, socket, person, plain, late) for name, person in people.items()}
    ahead = watching(fandom, socket, fandom.ahead, plain, late)
    happen(fandom, plain, late)
    assert WORD in until_the_end(ahead, plain)
    heard = {name: until_the_end(page, plain) for name, page in pages.items()}
    assert {name: said for name, said in heard.items() if WORD in said} == {}
