"""What a socket may hear, asked again when it may have changed; and the end of those that may hear nothing."""

import time
from collections.abc import Iterable

import orjson
import structlog

from fandom.accounts import queries as accounts
from fandom.accounts.viewers import viewers
from fandom.core.errors import FandomError
from fandom.core.viewer import Viewer
from fandom.infra import live, metrics
from fandom.realtime import frames, topics
from fandom.realtime.endings import Ended
from fandom.realtime.sockets import Listener, Sockets
from fandom.realtime.transport import Connection
from fandom.shows import queries as shows

log = structlog.get_logger()

# Engine.IO "message" and Socket.IO "disconnect": a client that gets it does not come back by itself.
DISCONNECT = frames.text(b"41")


def end(sockets: Sockets, ended: Ended) -> None:
    for listener in [each for each in sockets.by_sid.values() if ended.concerns(each.viewer)]:
        if ended.kind != "account" or still(listener.viewer) is None:
            sign_out(listener, ended.reason)


def sign_out(listener: Listener, reason: str) -> None:
    said = {"topic": live.ME, "live_epoch": None, "seq": None, "reason": reason}
    listener.outbound.write(frames.event("signed_out", orjson.dumps(said)) + DISCONNECT)
    listener.outbound.close(frames.close(frames.POLICY))
    metrics.SOCKETS_CUT.labels("signed_out").inc()


def still(viewer: Viewer) -> Viewer | None:
    """The viewer as the database knows them now; None once they have ended. A token is not looked up by its id."""
    if viewer.account_id is None or viewer.session_id is None:
        return None
    viewers.drop(account_id=viewer.account_id)
    return accounts.viewer_of_session(viewer.session_id)


def forget(listeners: Iterable[Listener]) -> None:
    """Until it is read again nobody is known to have got anywhere: what they hear meanwhile is safe."""
    for listener in listeners:
        listener.horizons.clear()


def renew(sockets: Sockets, listeners: Iterable[Listener]) -> None:
    for listener in listeners:
        if listener.viewer.session_id:
            viewer = still(listener.viewer)
            if viewer is None:
                sign_out(listener, "ended")
                continue
            listener.viewer = viewer
        _enter_again(sockets, listener)


def _enter_again(sockets: Sockets, listener: Listener) -> None:
    for topic in list(listener.watched):
        try:
            entry = topics.enter(listener.viewer, topic)
        except FandomError:
            sockets.leave(listener, topic)
            continue
        listener.horizons.update(shows.horizons(listener.viewer, entry.show_ids))
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
