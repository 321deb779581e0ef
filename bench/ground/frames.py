"""The few bytes of WebSocket and Engine.IO that a load client needs."""

import struct

PING = b"\x81\x012"
_KEY = b"\0\0\0\0"


def masked(payload: bytes) -> bytes:
    """A text frame with the empty mask; up to 64 kB."""
    if len(payload) < 126:
        return struct.pack("!BB", 0x81, 0x80 | len(payload)) + _KEY + payload
    return struct.pack("!BBH", 0x81, 0xFE, len(payload)) + _KEY + payload


PONG = masked(b"3")


def hello(port: int) -> bytes:
    lines = (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "\r\n",
    )
    return "\r\n".join(lines).encode()
