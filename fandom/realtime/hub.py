"""The Socket.IO server of this process: who connects, what runs beside, and who is cut."""

import signal
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import gevent
import structlog
from flask import Flask, request, session
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO

from fandom.accounts import queries as accounts
from fandom.config import Settings
from fandom.core.errors import Unauthenticated
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra import breaker, live, metrics
from fandom.infra.log import begin
from fandom.infra.problems import problem_of
from fandom.infra.visitors import visitor
from fandom.realtime import frames, inbound, rights, transport
from fandom.realtime.delivery import Delivery, Heard
from fandom.realtime.endings import Endings
from fandom.realtime.people import People
from fandom.realtime.polling import EVERY_S
from fandom.realtime.rehiding import Rehiding, over
from fandom.realtime.sockets import Listener, Sockets
from fandom.realtime.subscription import Subscription

log = structlog.get_logger()

HELLO_S = 10.0
PEOPLE_EVERY_S = 1.0
SUBSCRIBED_TIMEOUT_S = 2.0


class Hub:
    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app = app
        self.origins = settings.origins
        self.sockets = Sockets()
        self.delivery = Delivery(self.sockets)
        self.people = People(self.sockets)
        self.endings = Endings(partial(rights.end, self.sockets))
        self.rehiding = Rehiding(lambda rehidden: self._see_again(self.sockets.of(rehidden.account_id)))
        redis = breaker.connect(settings.redis_url, timeout=SUBSCRIBED_TIMEOUT_S) if settings.redis_url else None
        self.subscription = Subscription(redis, self._hear, self._back)
        self.server = self._serve(app, settings)
        self.connections = transport.install(self.server.server.eio, metrics.SOCKETS_CUT.labels("slow").inc)
        self._started = False

    def types(self, listener: Listener, topic: str) -> None:
        self.people.types(listener, topic)

    def passed(self, position: live.LivePosition) -> None:
        self.delivery.seen.setdefault(position.topic, (position.epoch, position.seq))

    def owe(self, topics: Iterable[str]) -> None:
        """Somebody could not be told where these are: everyone there is, as soon as Redis is back."""
        for topic in topics:
            self.delivery.seen.pop(topic, None)
            self.delivery.owed.add(topic)

    def live_is_up(self, wait_s: float) -> bool:
        return bool(self.subscription.ready.wait(wait_s))

    def later(self, ms: int, work: Callable[[], None]) -> None:
        gevent.spawn_later(ms / 1000, self._safely, work)

    def close(self, code: int = frames.RESTART) -> None:
        """Good-bye to everyone; clients come back by themselves, to another process."""
        for connection in list(self.connections.values()):
            connection.close(code)

    def _serve(self, app: Flask, settings: Settings) -> SocketIO:
        server = SocketIO(
            app,
            async_mode="gevent",
            async_handlers=False,
            manage_session=False,
            transports=["websocket"],
            cors_allowed_origins=sorted(settings.origins),
            http_compression=False,
            max_http_buffer_size=65_536,
        )
        server.on_event("connect", self._connect)
        # Registered below Flask-SocketIO, whose request context for each event costs more than our handlers.
        server.server.on("disconnect", self._disconnect)
        server.server.on("*", self._inbound)
        return server

    def _inbound(self, name: str, sid: str, *args: object) -> dict[str, Any]:
        return inbound.answer(self, name, sid, args)

    def _connect(self, auth: object = None) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        if self._feigned(sid):
            return
        # A socket lives in the greenlet of its handshake, so all its events have this id.
        begin(request.headers.get("X-Request-ID", ""))
        self._start()
        try:
            viewer = self._viewer(auth)
        except Exception as error:
            problem = problem_of(error)
            if problem.status >= 500:
                log.exception("socket could not connect")
            raise Refused(problem.detail, problem.body()) from error
        engine_sid = self.server.server.manager.eio_sid_from_sid(sid, "/")
        connection = self.connections.get(engine_sid)
        if connection is None:
            raise Refused("The connection is gone.")
        listener = Listener(sid, engine_sid, connection.outbound, viewer)
        self.sockets.add(listener)
        if self.rehiding.recent(viewer):
            self._see_again([listener])

    def _disconnect(self, sid: str, *_: object) -> None:
        if not self._feigned(sid):
            self.sockets.remove(sid)

    def _feigned(self, sid: str) -> bool:
        """Whether a client has sent an event called connect or disconnect; the real ones come while it is neither."""
        return bool(self.server.server.manager.is_connected(sid, "/"))

    def _viewer(self, auth: object) -> Viewer:
        if isinstance(auth, dict) and auth.get("token") is not None:
            viewer = accounts.viewer_of_token(str(auth["token"]))
            if viewer is None:
                raise Unauthenticated("This token is not known, or has ended.")
        else:
            viewer = self._viewer_of_cookie()
        return rights.still(viewer) or VISITOR if self.endings.recent(viewer) else viewer

    def _viewer_of_cookie(self) -> Viewer:
        """The cookie speaks only for our own pages: whatever else carries one along is a visitor."""
        if request.headers.get("Origin") not in self.origins:
            return VISITOR
        session_id = session.get("_user_id")
        found = accounts.viewer_of_session(session_id) if isinstance(session_id, str) else None
        return found or visitor(session)

    def _start(self) -> None:
        """With the first socket: a process that serves none needs no subscription."""
        if self._started:
            return
        self._started = True
        self._every(EVERY_S, self._check)
        self._every(PEOPLE_EVERY_S, self._count)
        gevent.spawn(self.subscription.run)
        _on_signal(signal.SIGTERM, self.close)

    def _every(self, seconds: float, work: Callable[[], None]) -> None:
        def run() -> None:
            while True:
                self._safely(work)
                gevent.sleep(seconds)

        gevent.spawn(run)

    def _safely(self, work: Callable[[], None]) -> None:
        try:
            with self.app.app_context():
                work()
        except Exception:
            log.exception("live work failed", work=getattr(work, "__qualname__", "work"))

    def _check(self) -> None:
        rights.drop_silent(self.connections.values(), self.sockets, HELLO_S)
        self.endings.poll()
        self.rehiding.poll()
        self._see_again(over(self.sockets.hiding))

    def _count(self) -> None:
        if live.missed():
            live.mend()
        if self.delivery.owed:
            self._settle()
        self.people.tick()

    def _hear(self, batch: list[Heard]) -> None:
        for heard in batch:
            if "control" in heard:
                self._renew(rights.concerned(self.sockets, heard))
        self.delivery.deliver([heard for heard in batch if "control" not in heard])

    def _renew(self, concerned: list[Listener]) -> None:
        rights.forget(concerned)
        if concerned:
            self.later(0, partial(rights.renew, self.sockets, concerned))

    def _see_again(self, listeners: list[Listener]) -> None:
        if listeners:
            self.later(0, partial(rights.renew, self.sockets, listeners))

    def _back(self) -> None:
        """What was said while we did not hear is unknown: who follows is told to fetch, and rights are read again."""
        everyone = list(self.sockets.by_sid.values())
        rights.forget(everyone)
        self.delivery.owed.update(self.sockets.rooms)
        self.later(0, self._settle)
        self.later(0, partial(rights.renew, self.sockets, everyone))

    def _settle(self) -> None:
        """Until Redis says where the topics are, they stay owed and are asked for again."""
        for position in live.positions(frozenset(self.delivery.owed)) or ():
            self.delivery.resync(position)


def init(app: Flask) -> Hub:
    hub = Hub(app, app.extensions["settings"])
    app.extensions["hub"] = hub
    return hub


def _on_signal(number: int, then: Callable[[], None]) -> None:
    """Before gunicorn waits for its open connections, they are told to go."""
    before = signal.getsignal(number)

    def both(got: int, where: Any) -> None:
        gevent.spawn(then)
        if callable(before):
            before(got, where)

    signal.signal(number, both)
