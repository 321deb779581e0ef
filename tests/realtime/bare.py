"""The transport alone under a server: echoes, and broadcasts on demand. Run by gunicorn from the tests."""

import resource

from flask import Flask
from flask_socketio import SocketIO

from fandom.realtime import frames, transport

app = Flask(__name__)
hub = SocketIO(
    app,
    async_mode="gevent",
    async_handlers=False,
    transports=["websocket"],
    cors_allowed_origins=["http://fandom.test"],
    ping_interval=1,
    ping_timeout=1,
)
cut: list[str] = []
connections = transport.install(hub.server.eio, lambda: cut.append("cut"))


def echo(sid: str, said: object) -> object:
    return said


def broadcast(sid: str, count: int, size: int) -> int:
    """`count` numbered events to every socket."""
    padding = "x" * size
    for number in range(count):
        frame = frames.event("numbered", b'{"n":%d,"padding":"%s"}' % (number, padding.encode()))
        for connection in list(connections.values()):
            connection.outbound.write(frame)
    return count


def state(sid: str) -> dict[str, object]:
    waiting = [connection.outbound.waiting for connection in connections.values()]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "open": len(connections),
        "engine": len(hub.server.eio.sockets),
        "cut": len(cut),
        "waiting": waiting,
        "kb": memory,
    }


for handler in (echo, broadcast, state):
    hub.server.on(handler.__name__, handler)
