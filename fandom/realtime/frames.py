"""WebSocket frames from server to client (RFC 6455 §5.2), built once however many sockets they go to."""

import struct

import orjson

_TEXT, _CLOSE, _PONG = 0x81, 0x88, 0x8A
# Engine.IO "message" and Socket.IO "event" in the default namespace.
_EVENT = b"42"

NORMAL = 1000
GOING_AWAY = 1001
UNACCEPTABLE = 1003
MALFORMED = 1007
POLICY = 1008
TOO_BIG = 1009
RESTART = 1012


def text(payload: bytes) -> bytes:
    return _head(_TEXT, len(payload)) + payload


def pong(payload: bytes) -> bytes:
    return _head(_PONG, len(payload)) + payload


def close(code: int) -> bytes:
    return _head(_CLOSE, 2) + struct.pack("!H", code)


def event(name: str, payload: bytes) -> bytes:
    """The frame of a Socket.IO event whose one argument is already JSON."""
    return text(b"".join((_EVENT, b"[", orjson.dumps(name), b",", payload, b"]")))


def _head(first: int, length: int) -> bytes:
    if length < 126:
        return bytes((first, length))
    if length < 65_536:
        return struct.pack("!BBH", first, 126, length)
    return struct.pack("!BBQ", first, 127, length)
