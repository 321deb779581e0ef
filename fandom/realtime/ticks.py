"""Counts that change often, told at most every 250 ms per moment over all processes; the last one always is."""

from collections.abc import Callable
from typing import Any

from flask import current_app
from redis import Redis

from fandom.infra import live
from fandom.infra.breaker import redis
from fandom.infra.live import Message
from fandom.infra.live_scripts import TICK, TICKED
from fandom.posts import queries as posts
from fandom.posts.values import Open

EVERY_MS = 250
OWED_MS = 3_000
NOW, SOMEONE_ELSE = 0, -1


def touch(kind: str, moment_id: str) -> None:
    """`kind` is reactions or comments. Call it after the commit that changed the count."""
    hub = current_app.extensions.get("hub")
    # Workers come by rarely and do not wait: they say it at once.
    wait = _turn(kind, moment_id) if hub else NOW
    if wait is None or wait == NOW:
        tell(kind, moment_id)
    elif wait != SOMEONE_ELSE and hub:
        hub.later(wait, lambda: _owed(kind, moment_id))


def tell(kind: str, moment_id: str) -> None:
    """The counts as they are in the database now."""
    found = posts.projections(moment_id)
    if found is None or not isinstance(found[0], Open) or found[0].state != "published":
        return
    moment = found[0]
    for topic in (f"show:{moment.show.slug}", f"moment:{moment.id}"):
        live.publish(_COUNTED[kind](topic, moment))


def _turn(kind: str, moment_id: str) -> int | None:
    """0: it is our turn. Positive: come back after so many ms. -1: somebody else will."""

    def ask(connection: Redis) -> Any:
        return TICK.run(connection, _keys(kind, moment_id), EVERY_MS, OWED_MS)

    return redis().call(ask)


def _owed(kind: str, moment_id: str) -> None:
    # Before the count is read: whoever changes it from now on is not covered by it.
    redis().call(lambda connection: TICKED.run(connection, _keys(kind, moment_id), EVERY_MS))
    tell(kind, moment_id)


def _keys(kind: str, moment_id: str) -> list[str]:
    return [f"tick:{kind}:{moment_id}", f"owed:{kind}:{moment_id}"]


def _reactions(topic: str, moment: Open) -> Message:
    counted = {"moment": moment.id, "reaction_count": moment.reaction_count}
    return Message(
        topic,
        "reactions.counted",
        full=counted | {"counts": dict(moment.reactions)},
        safe=counted | {"counts": {}},
        show_id=moment.show.id,
        reveals_at=moment.reveals_at,
        author_id=moment.author.id,
    )


def _comments(topic: str, moment: Open) -> Message:
    return Message(topic, "comments.counted", {"moment": moment.id, "comment_count": moment.comment_count})


_COUNTED: dict[str, Callable[[str, Open], Message]] = {"reactions": _reactions, "comments": _comments}
