"""A load of HTTP requests over kept connections, counted; run in this process, so pin it to the clients' core."""

import select
import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

END = b"\r\n\r\n"
LENGTH = b"content-length: "


def request(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join([*lines, "", ""])).encode()


@dataclass
class Line:
    """One kept connection with one request in flight."""

    sock: socket.socket
    number: int
    answer: bytes = b""
    answered: int = 0
    statuses: set[bytes] = field(default_factory=set)

    def ready(self) -> bool:
        """Whether an answer has come whole."""
        self.answer += self.sock.recv(1 << 18) or _cut()
        head, end, body = self.answer.partition(END)
        if not end or len(body) < _length(head):
            return False
        self.statuses.add(head[9:12])
        self.answer = body[_length(head) :]
        self.answered += 1
        return True


class Load:
    """`next_request` gives what the numbered connection sends next."""

    def __init__(self, port: int, connections: int, next_request: Callable[[int], bytes]) -> None:
        self.port = port
        self.connections = connections
        self.next_request = next_request
        self.answered = 0
        self.statuses: set[bytes] = set()

    def per_second(self, seconds: float) -> float:
        """Requests answered per second, over about so many seconds, on connections of their own; `answered` counts."""
        start = time.perf_counter()
        self.answered = self.run(lambda _: time.perf_counter() - start < seconds)
        return self.answered / (time.perf_counter() - start)

    def run(self, going_on: Callable[[int], bool]) -> int:
        """Keeps each numbered connection busy while `going_on`; none is left in flight. How many were answered."""
        with closing(select.epoll()) as poll:
            lines = [self._line(poll, number) for number in range(self.connections)]
            flying = {line.sock.fileno(): line for line in lines}
            while flying:
                for fd, _ in poll.poll(10):
                    line = flying[fd]
                    if not line.ready():
                        continue
                    if going_on(line.number):
                        line.sock.sendall(self.next_request(line.number))
                    else:
                        poll.unregister(fd)  # the server may close it while others go on
                        del flying[fd]
        self.statuses |= {status for line in lines for status in line.statuses}
        for line in lines:
            line.sock.close()
        return sum(line.answered for line in lines)

    def _line(self, poll: "select.epoll", number: int) -> Line:
        sock = socket.create_connection(("127.0.0.1", self.port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(sock, select.EPOLLIN)
        sock.sendall(self.next_request(number))
        return Line(sock, number)


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(LENGTH)
    return int(rest.split(b"\r\n", 1)[0] or b"0")


def _cut() -> bytes:
    raise SystemExit("The server cut a connection.")
