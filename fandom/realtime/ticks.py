"""Counts that change often, told at most every 250 ms per thing over all processes; the last one always is."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app
from redis import Redis

from fandom.infra import live
from fandom.infra.breaker import redis
from fandom.infra.live import Message
from fandom.infra.live_scripts import TICK, TICKED
from fandom.posts import queries as posts
from fandom.posts.comments import queries as comments
from fandom.posts.values import Open, OpenComment

EVERY_MS = 250
OWED_MS = 3_000
NOW, SOMEONE_ELSE = 0, -1


def touch(kind: str, thing_id: str) -> None:
    """`kind` is reactions or comments, of a moment, or comment_reactions. Call it after the commit of the change."""
    hub = current_app.extensions.get("hub")
    # Workers come by rarely and do not wait: they say it at once.
    wait = _turn(kind, thing_id) if hub else NOW
    if wait is None or wait == NOW:
        tell(kind, thing_id)
    elif wait != SOMEONE_ELSE and hub:
        hub.later(wait, lambda: _owed(kind, thing_id))


def tell(kind: str, thing_id: str) -> None:
    """The counts as they are in the database now."""
    for message in _COUNTED[kind](thing_id):
        live.publish(message)


def _turn(kind: str, thing_id: str) -> int | None:
    """0: it is our turn. Positive: come back after so many ms. -1: somebody else will."""

    def ask(connection: Redis) -> Any:
        return TICK.run(connection, _keys(kind, thing_id), EVERY_MS, OWED_MS)

    return redis().call(ask)


def _owed(kind: str, thing_id: str) -> None:
    # Before the count is read: whoever changes it from now on is not covered by it.
    redis().call(lambda connection: TICKED.run(connection, _keys(kind, thing_id), EVERY_MS))
    tell(kind, thing_id)


def _keys(kind: str, thing_id: str) -> list[str]:
    return [f"tick:{kind}:{thing_id}", f"owed:{kind}:{thing_id}"]


def _reactions(moment_id: str) -> Iterable[Message]:
    for topic, moment in _told(moment_id):
        yield _counted(
            topic,
            {"moment": moment.id},
            moment,
            show_id=moment.show.id,
            reveals_at=moment.reveals_at,
            author_id=moment.author.id,
        )


def _comments(moment_id: str) -> Iterable[Message]:
    for topic, moment in _told(moment_id):
        counted = {"moment": moment.id, "comment_count": moment.comment_count}
        yield Message(topic, "comments.counted", counted, author_id=moment.author.id)


def _comment_reactions(comment_id: str) -> Iterable[Message]:
    """Nothing where the moment is sealed; where only the comment is, the sum."""
    found = comments.projections(comment_id)
    comment = found[0] if found else None
    if not isinstance(comment, OpenComment) or comment.state != "published":
        return
    for topic, moment in _told(comment.moment_id)[-1:]:
        yield _counted(
            topic,
            {"moment": moment.id, "comment": comment.id},
            comment,
            show_id=moment.show.id,
            reveals_at=comment.reveals_at,
            shown_from=moment.reveals_at,
            author_id=comment.author.id,
            owner_id=moment.author.id,
        )


def _told(moment_id: str) -> list[tuple[str, Open]]:
    """A published moment with each topic that hears of it, its own last."""
    found = posts.projections(moment_id)
    moment = found[0] if found else None
    if not isinstance(moment, Open) or moment.state != "published":
        return []
    return [(f"show:{moment.show.slug}", moment), (f"moment:{moment.id}", moment)]


def _counted(topic: str, named: dict[str, str], thing: Open | OpenComment, **gate: Any) -> Message:
    said = {**named, "reaction_count": thing.reaction_count}
    full, safe = said | {"counts": dict(thing.reactions)}, said | {"counts": {}}
    return Message(topic, "reactions.counted", full=full, safe=safe, **gate)


_COUNTED: dict[str, Callable[[str], Iterable[Message]]] = {
    "reactions": _reactions,
    "comments": _comments,
    "comment_reactions": _comment_reactions,
}
