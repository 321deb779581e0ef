"""What a socket may hear, asked again when it may have changed; and the end of those that may hear nothing."""

import time
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import structlog

from fandom.accounts import queries as accounts
from fandom.accounts.viewers import viewers
from fandom.core.errors import FandomError
from fandom.core.horizon import Horizon
from fandom.core.viewer import Viewer
from fandom.infra import live, metrics
from fandom.posts.reveals.queries import revealed_in
from fandom.realtime import frames, topics
from fandom.realtime.endings import Ended, reason_of
from fandom.realtime.sockets import Listener, Sockets
from fandom.realtime.transport import Connection
from fandom.shows import public
from fandom.shows import queries as shows

log = structlog.get_logger()

# The word between the processes that a show's public horizon is another.
HORIZON = "horizon"
# Engine.IO "message" and Socket.IO "disconnect": a client that gets it does not come back by itself.
DISCONNECT = frames.text(b"41")


def end(sockets: Sockets, ended: Ended) -> None:
    for listener in [each for each in sockets.by_sid.values() if ended.concerns(each.viewer)]:
        sign_out(listener, ended.reason)


def sign_out(listener: Listener, reason: str) -> None:
    if listener.outbound.closing:
        return
    said = {"topic": live.ME, "live_epoch": None, "seq": None, "reason": reason}
    listener.outbound.write(frames.event("signed_out", orjson.dumps(said)) + DISCONNECT)
    listener.outbound.close(frames.close(frames.POLICY))
    metrics.SOCKETS_CUT.labels("signed_out").inc()


def still(viewer: Viewer) -> Viewer | None:
    """The viewer as the database knows them now; None once they have ended."""
    if viewer.token_id is not None:
        return accounts.viewer_of_open_token(viewer.token_id)
    if viewer.account_id is None or viewer.session_id is None:
        return None
    viewers.drop(account_id=viewer.account_id)
    return accounts.viewer_of_session(viewer.session_id)


def concerned(sockets: Sockets, heard: dict[str, Any]) -> list[Listener]:
    """Whose rights a word between the processes is about: an account's, or all those who are somewhere in a show."""
    if heard["control"] != HORIZON:
        return sockets.of(heard["account"])
    public.forget(heard["show"])
    return [each for each in sockets.by_sid.values() if heard["show"] in each.horizons]


def forget(listeners: Iterable[Listener]) -> None:
    """Until it is read again nobody is known to have got anywhere: what they hear meanwhile is safe."""
    for listener in listeners:
        listener.horizons.clear()
        listener.revealed = {}
        listener.forgotten += 1


def learn(listener: Listener, show_ids: Iterable[str]) -> None:
    """How far they are and what they wanted to see anyway, read again if it was forgotten while we read."""
    wanted, before = tuple(show_ids), -1
    found: Mapping[str, Horizon] = {}
    revealed: Mapping[str, int] = {}
    while wanted and before != listener.forgotten:
        before = listener.forgotten
        found = shows.horizons(listener.viewer, wanted)
        revealed = revealed_in(listener.viewer, wanted)
    listener.horizons.update(found)
    listener.revealed = {**listener.revealed, **revealed}


def renew(sockets: Sockets, listeners: Iterable[Listener]) -> None:
    for listener in listeners:
        if listener.viewer.signed_in:
            viewer = still(listener.viewer)
            if viewer is None:
                sign_out(listener, reason_of(listener.viewer))
                continue
            sockets.see(listener, viewer)
        _enter_again(sockets, listener)


def _enter_again(sockets: Sockets, listener: Listener) -> None:
    for topic in list(listener.watched):
        try:
            entry = topics.enter(listener.viewer, topic)
        except FandomError:
            sockets.leave(listener, topic)
            continue
        learn(listener, entry.show_ids)
        _follow(sockets, listener, topic, frozenset(entry.topics))


def _follow(sockets: Sockets, listener: Listener, topic: str, wanted: frozenset[str]) -> None:
    if listener.watched.get(topic, wanted) != wanted:
        sockets.leave(listener, topic)
        sockets.join(listener, topic, wanted)


def drop_silent(connections: Iterable[Connection], sockets: Sockets, after_s: float) -> None:
    """A WebSocket that never says hello to the namespace follows nothing and is let go."""
    known = {listener.engine_sid for listener in sockets.by_sid.values()}
    late = time.monotonic() - after_s
    for connection in list(connections):
        if connection.opened_at < late and connection.engine.sid not in known:
            connection.close(frames.POLICY)
