"""A WebSocket client that can misbehave: raw frames on a plain TCP socket."""

import json
import os
import socket
import struct
from typing import Any, Self

from tests.support.waiting import PATIENCE_S

HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


class RawSocket:
    def __init__(self, port: int, *, headers: str = "", receive_buffer: int = 0) -> None:
        self.sock = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(PATIENCE_S)
        self.sock.connect(("127.0.0.1", port))
        self.sock.sendall((HANDSHAKE + headers + "\r\n").encode())
        self._buffer = b""
        self.answer = self._until(b"\r\n\r\n").decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.sock.close()

    @property
    def status(self) -> int:
        return int(self.answer.split()[1])

    def join(self) -> Self:
        """Say hello on the namespace and read up to its answer."""
        self.send("40")
        while not self.receive().startswith("40"):
            pass
        return self

    def emit(self, *event: Any, ack: int | None = None) -> None:
        said = json.dumps(event, separators=(",", ":"))
        self.send(f"42{'' if ack is None else ack}{said}")

    def call(self, *event: Any) -> Any:
        """The first argument of the acknowledgement; events that come before it are dropped."""
        self.emit(*event, ack=7)
        while not (text := self.receive()).startswith("437"):
            pass
        return json.loads(text[3:])[0]

    def send(self, text: str) -> None:
        self.sock.sendall(masked(text.encode()))

    def receive(self) -> str:
        """The next text; pings of engine.io are answered. EOFError when the server has hung up."""
        while True:
            opcode, payload = self.frame()
            if opcode == CLOSE:
                raise EOFError(struct.unpack("!H", payload[:2])[0])
            if payload == b"2":
                self.send("3")
            elif opcode == TEXT:
                return payload.decode()

    def farewell(self) -> int:
        """Read to the server's close and give its code."""
        try:
            while True:
                self.receive()
        except EOFError as end:
            return int(end.args[0])

    def frame(self) -> tuple[int, bytes]:
        first, length = self._exactly(2)
        if length == 126:
            (length,) = struct.unpack("!H", self._exactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self._exactly(8))
        return first & 0x0F, self._exactly(length)

    def ended(self) -> bool:
        """Read to the end: True once the server has hung up, however it did."""
        try:
            while self.sock.recv(65_536):
                pass
        except TimeoutError:
            return False
        except OSError:
            return True
        return True

    def _exactly(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._more()
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._buffer:
            self._more()
        taken, _, self._buffer = self._buffer.partition(mark)
        return taken

    def _more(self) -> None:
        data = self.sock.recv(65_536)
        if not data:
            raise EOFError
        self._buffer += data


def masked(payload: bytes, opcode: int = TEXT, *, final: bool = True, reserved: int = 0) -> bytes:
    key = os.urandom(4)
    body = bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))
    return head(len(payload), opcode, final=final, reserved=reserved) + key + body


def head(length: int, opcode: int = TEXT, *, final: bool = True, reserved: int = 0) -> bytes:
    """The first bytes of a masked frame, up to its key."""
    first = (0x80 if final else 0) | reserved | opcode
    if length < 126:
        return struct.pack("!BB", first, 0x80 | length)
    if length < 65_536:
        return struct.pack("!BBH", first, 0x80 | 126, length)
    return struct.pack("!BBQ", first, 0x80 | 127, length)
