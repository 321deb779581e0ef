"""What moments and comments have in common when they change: where they open, what they were, their state."""

from collections.abc import Callable
from typing import Any, TypeVar

from fandom.core import clock, screening
from fandom.core.horizon import Position
from fandom.core.screening import Draft, Verdict
from fandom.infra.db import db
from fandom.posts import announcing
from fandom.posts.models import Comment, CommentEdit, Moment, MomentEdit
from fandom.posts.rules import Seal
from fandom.posts.writing import mentions_in

Post = Moment | Comment
Kind = TypeVar("Kind", Moment, Comment)
SEAL = ("reveal_season", "reveal_number", "reveal_ms", "floor_key")
KEPT = {
    "moment": ("caption", "tags", "media_ids", "season", "number", "start_ms", "end_ms", *SEAL, "state"),
    "comment": ("body", "at_ms", *SEAL, "state"),
}


def reveal(post: Post, reveals: Position | None) -> None:
    post.reveal_season = reveals.season if reveals else None
    post.reveal_number = reveals.number if reveals else None
    post.reveal_ms = reveals.ms if reveals else None


def floor_of(post: Post) -> Position | None:
    return None if post.floor_key is None else Position.of_key(post.floor_key)


def reseal(post: Post, seal: Seal) -> None:
    """By a moderator, or by those whose word has proved right; what it was is kept."""
    keep(post)
    reveal(post, seal.reveals_at)
    post.floor_key = seal.floor.key if seal.floor else None
    db.session.flush()


def keep(post: Post) -> None:
    """What it was goes into the history under the version that ends here."""
    was: dict[str, Any] = {name: getattr(post, name) for name in KEPT[announcing.kind_of(post)]}
    known: dict[str, Any] = {"version": post.version, "was": was, "at": clock.now()}
    if isinstance(post, Moment):
        db.session.add(MomentEdit(moment_id=post.id, **known))
    else:
        db.session.add(CommentEdit(comment_id=post.id, **known))
    post.version += 1


def screen(post: Post, words: str) -> Verdict:
    return screening.ask(Draft(announcing.kind_of(post), post.author_id, post.show_id, words))


def restate(post: Kind | None, state: str, turned: Callable[[Kind, str], None]) -> bool:
    """By a moderator. `turned` is told the state it was in; False when there is nothing to bring anywhere any more."""
    if post is None or post.state == "deleted":
        return False
    was = post.state
    if was != state:
        keep(post)
        post.state = state
        db.session.flush()
        turned(post, was)
        if was == "held":
            announcing.mentioned(post, mentions_in(post.caption if isinstance(post, Moment) else post.body))
    return True
