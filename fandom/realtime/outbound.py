"""What goes to one client: written at once as far as the kernel takes it, the rest kept in order and within bounds."""

import socket
import struct
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
import gevent.socket

PACKETS_MAX = 256
BYTES_MAX = 1_048_576
# Left to itself the kernel would hold 4 MB for a client that does not read.
KERNEL_BYTES = 131_072
FAREWELL_S = 2.0
_NOW = socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_WRITABLE = 2


class Outbound:
    """No method switches greenlets, so writes never interleave. `on_cut` is told once if the client was too slow."""

    __slots__ = ("_backlog", "_bytes", "_on_cut", "_packets", "_send", "_sock", "_watcher", "closing", "ended")

    def __init__(self, sock: gevent.socket.socket, on_cut: Callable[[], None] = lambda: None) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
        self._sock = sock
        # gevent's own send would wait for room, and let another write in between.
        self._send = sock._sock.send  # noqa: SLF001
        self._on_cut = on_cut
        self._backlog: deque[tuple[memoryview, int]] = deque()
        self._bytes = self._packets = 0
        self._watcher: Any = None
        self.closing = self.ended = False

    @property
    def waiting(self) -> tuple[int, int]:
        """Packets and bytes that the kernel has not taken yet."""
        return self._packets, self._bytes

    def write(self, data: bytes, packets: int = 1) -> None:
        if self.closing or self.ended:
            return
        if self._backlog:
            self._keep(data, packets)
            return
        try:
            sent = self._send(data, _NOW)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.end()
            return
        if sent < len(data):
            self._keep(data[sent:], packets)

    def close(self, last: bytes) -> None:
        """Write `last`, take nothing more, and hang up if the client has not done so in time."""
        if self.closing or self.ended:
            return
        self.write(last)
        self.closing = True
        gevent.spawn_later(FAREWELL_S, self.cut)

    def cut(self) -> None:
        """Hang up, and have the kernel drop what it still holds for this client."""
        if not self.ended:
            with suppress(OSError):
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.end()

    def end(self) -> None:
        """Hang up now; what the kernel has not taken yet is dropped."""
        if self.ended:
            return
        self.ended = True
        self._backlog.clear()
        self._bytes = self._packets = 0
        if self._watcher is not None:
            self._watcher.close()
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _keep(self, data: bytes, packets: int) -> None:
        self._backlog.append((memoryview(data), packets))
        self._bytes += len(data)
        self._packets += packets
        if self._bytes > BYTES_MAX or self._packets > PACKETS_MAX:
            self.cut()
            self._on_cut()
        elif len(self._backlog) == 1:
            self._watch()

    def _watch(self) -> None:
        if self._watcher is None:
            self._watcher = gevent.get_hub().loop.io(self._sock.fileno(), _WRITABLE)
        self._watcher.start(self._drain)

    def _drain(self) -> None:
        """Runs in the event loop itself: it must neither block nor raise."""
        while self._backlog:
            data, packets = self._backlog[0]
            try:
                sent = self._send(data, _NOW)
            except BlockingIOError:
                return
            except OSError:
                self.end()
                return
            self._bytes -= sent
            if sent < len(data):
                self._backlog[0] = (data[sent:], packets)
                return
            self._packets -= packets
            self._backlog.popleft()
        if self._watcher is not None:
            self._watcher.stop()
