"""Our WebSocket driver for engine.io under gunicorn's gevent worker: right for slow clients, bounded, and direct."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import engineio
import gevent.socket
import structlog
from engineio.packet import MESSAGE, Packet
from engineio.socket import Socket as EngineSocket

from fandom.realtime import frames
from fandom.realtime.outbound import Outbound
from fandom.realtime.reader import Closed, Reader, Violation

log = structlog.get_logger()

RECEIVE = 65_536
# Socket.IO's binary events and their acknowledgements: no event here has any.
_BINARY = ("45", "46")
_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Connection:
    """One open WebSocket; `outbound` is where broadcasts write."""

    __slots__ = ("engine", "opened_at", "outbound", "reader", "sock")

    def __init__(self, engine: EngineSocket, sock: gevent.socket.socket, on_cut: Callable[[], None]) -> None:
        self.engine = engine
        self.sock = sock
        self.outbound = Outbound(sock, on_cut)
        self.reader = Reader()
        self.opened_at = time.monotonic()

    def close(self, code: int) -> None:
        self.outbound.close(frames.close(code))

    def run(self) -> None:
        """Read until either side is done."""
        try:
            while data := self.sock.recv(RECEIVE):
                self._serve(data)
        except Closed:
            self.outbound.write(frames.close(frames.NORMAL))
        except Violation as violation:
            log.info("socket cut", code=violation.code, sid=self.engine.sid)
            self.outbound.write(frames.close(violation.code))
        except OSError:
            return

    def _serve(self, data: bytes) -> None:
        for found in self.reader.feed(data):
            if self.outbound.closing or self.outbound.ended:
                return
            if isinstance(found, str):
                self._receive(found)
            else:
                self.outbound.write(frames.pong(bytes(found.payload)))

    def _receive(self, message: str) -> None:
        if message.startswith(_BINARY):
            raise Violation(frames.UNACCEPTABLE)
        try:
            packet = Packet(encoded_packet=message)
            if packet.packet_type == MESSAGE:
                self.engine.server.handlers["message"](self.engine.sid, packet.data)
            else:
                self.engine.receive(packet)
        except Exception as error:
            # Ours answer their own failures, so what comes here is what the libraries could not read.
            log.info("unreadable packet", error=repr(error)[:200], sid=self.engine.sid)
            raise Violation(frames.MALFORMED) from error


class DirectQueue:
    """Stands where engine.io keeps a queue and a writer for each socket: what is put is written."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, packet: Packet | None) -> None:
        if packet is None:
            self._connection.close(frames.GOING_AWAY)
        else:
            self._connection.outbound.write(frames.text(packet.encode().encode()))

    def join(self) -> None:
        """Nothing waits here."""


class Upgrade:
    """What engine.io makes of each request that asks for a WebSocket; `handler` is a method of its socket."""

    def __init__(
        self, connections: dict[str, Connection], on_cut: Callable[[], None], handler: Any, server: engineio.Server
    ) -> None:
        self.connections, self.on_cut, self.server = connections, on_cut, server
        self.engine: EngineSocket = handler.__self__

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
        sock: Any = environ.get("gunicorn.socket")
        # A TLS socket is a subclass; writing below its encryption would be wrong, so TLS ends at a proxy.
        if not _acceptable(environ, key) or type(sock) is not gevent.socket.socket:
            self.server.sockets.pop(self.engine.sid, None)
            start_response("400 Bad Request", [("Content-Type", "text/plain"), ("Sec-WebSocket-Version", "13")])
            return [b"This is not a WebSocket handshake that is understood here.\n"]
        sock.settimeout(None)
        sock.sendall(_accept(key))
        self._run(Connection(self.engine, sock, self.on_cut))
        # gunicorn takes this as: the connection is ours and over.
        raise StopIteration

    def _run(self, connection: Connection) -> None:
        engine = self.engine
        waiting, engine.queue = engine.queue, DirectQueue(connection)
        engine.connected = engine.upgraded = True
        self.connections[engine.sid] = connection
        try:
            while not waiting.empty():
                engine.queue.put(waiting.get())
            connection.run()
        finally:
            connection.outbound.end()
            engine.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            self.connections.pop(engine.sid, None)
            self.server.sockets.pop(engine.sid, None)


def install(server: engineio.Server, on_cut: Callable[[], None] = lambda: None) -> dict[str, Connection]:
    """Make `server` use this driver. Returns its open connections by engine.io's sid."""
    connections: dict[str, Connection] = {}
    driver = {**server._async, "websocket": partial(Upgrade, connections, on_cut)}  # noqa: SLF001
    server._async = driver  # noqa: SLF001
    return connections


def _acceptable(environ: dict[str, Any], key: str) -> bool:
    return environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13" and len(key) == 24


def _accept(key: str) -> bytes:
    digest = hashlib.sha1((key + _MAGIC).encode(), usedforsecurity=False).digest()
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + base64.b64encode(digest)
        + b"\r\n\r\n"
    )
