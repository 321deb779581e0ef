"""Nobody hears what they have not reached: everything that happens, in the frames that each would be sent."""

from collections.abc import Callable

from fandom.infra.db import unit_of_work
from fandom.posts import actions as posting
from fandom.posts.access import moment_to_delete, moment_to_edit
from fandom.posts.comments import actions as commenting
from fandom.posts.comments.access import comment_to_edit
from fandom.posts.values import CommentChange, MomentChange, MomentDraft
from fandom.realtime import ticks
from tests.spoilers.asking import Stage
from tests.spoilers.canaries import Canary, told
from tests.spoilers.cast import EXACTLY, LATE, SAID_LATE, SEATS
from tests.spoilers.frames import Ears, listening
from tests.spoilers.world import comment, react

EVENTS = {
    *("moment.published", "moment.changed", "moment.removed", "reactions.counted"),
    *("comment.posted", "comment.changed", "comments.counted"),
}


def happen(stage: Stage) -> None:
    """Something said past where many are, changed, answered, reacted to, and taken back."""
    made, word = stage.world, stage.world.canaries.word
    author, ahead = made.people["author"].viewer, made.people["ahead"].viewer
    with unit_of_work():
        draft = MomentDraft(f"New: {word('new caption', LATE)}", tags=(word("new tag", LATE),), reveals_at=EXACTLY)
        made.ids["new"] = posting.publish_moment(author=author, show_id=made.show.id, draft=draft).id
    for name in ("late", "new"):
        with unit_of_work():
            change = MomentChange(caption=f"Changed: {word('changed caption', LATE)}")
            posting.edit_moment(moment=moment_to_edit(author, made.ids[name]), change=change)
    answer = comment(made, "ahead", "late", word("heard comment", LATE))
    comment(made, "ahead", "plain", word("heard knowing", SAID_LATE), reveals_at=EXACTLY)
    with unit_of_work():
        change_of = CommentChange(word("changed comment", LATE))
        commenting.edit_comment(comment=comment_to_edit(ahead, answer), change=change_of)
    react(made, "exactly", "late")
    for kind, thing in (("reactions", "late"), ("comments", "late"), ("comment_reactions", "knowing")):
        ticks.tell(kind, made.ids[thing])
    with unit_of_work():
        posting.delete_moment(moment=moment_to_delete(author, made.ids["new"]))


def heard(stage: Stage, then: Callable[[Ears], object]) -> dict[str, set[Canary]]:
    """By seat, what was sent to them that they have not reached."""
    ids = stage.world.ids
    topics = ("show:saltmarsh", f"moment:{ids['late']}", f"moment:{ids['plain']}", "home", "me")
    with stage.taken_back(), listening(stage, *topics) as ears:
        happen(stage)
        then(ears)
    hidden = stage.world.canaries.hidden_from
    return {seat: told(bytes(wire.sent), hidden(seat)) for seat, wire in ears.wires.items()}


def said_in_frames(stage: Stage) -> dict[str, set[Canary]]:
    return heard(stage, lambda _: None)


def test_nobody_hears_what_they_have_not_reached(stage: Stage) -> None:
    def all_of_it(ears: Ears) -> None:
        assert set(ears.heard) >= EVENTS
        assert all(ears.wires[seat].sent for seat in SEATS)
        everything = told(bytes(ears.wires["ahead"].sent), stage.world.canaries.all)
        words = {"new caption", "new tag", "changed caption", "heard comment", "heard knowing", "changed comment"}
        assert {each.what for each in everything} >= words

    assert {seat: found for seat, found in heard(stage, all_of_it).items() if found} == {}
