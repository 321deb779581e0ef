"""Many sockets in a process of their own: joins a topic with each, counts events, and notes when they came.

Driven by lines on standard input: `expect N` answers once N events have come since the last `reset`.
"""

import json
import os
import select
import socket
import sys
import time
from collections.abc import Iterator

from bench.ground.frames import PING, PONG, hello, masked

EVENT = b"\x81"
PATIENCE_S = 10


class Crowd:
    """Our events hold no byte 0x81 but the one that each frame begins with, so that counting it counts events."""

    def __init__(self, port: int, count: int, topic: str) -> None:
        self.poll = select.epoll()
        self.sockets = {}
        self.heard = 0
        self.times: list[tuple[float, bytes]] = []
        self.keep_times = False
        for _ in range(count):
            joined = join(port, topic)
            self.sockets[joined.fileno()] = joined
            self.poll.register(joined, select.EPOLLIN)

    def turn(self, seconds: float) -> bool:
        ready = [number for number, _ in self.poll.poll(seconds) if number in self.sockets]
        for number in ready:
            self.read(self.sockets[number])
        return bool(ready)

    def commands(self) -> Iterator[str]:
        """Lines of standard input; in between the sockets are read, so that pings are answered."""
        self.poll.register(0, select.EPOLLIN)
        waiting = b""
        while True:
            while b"\n" not in waiting:
                if any(number == 0 for number, _ in self.poll.poll(0.1)):
                    waiting += os.read(0, 4096) or sys.exit("The measurement has ended.")
                self.turn(0)
            line, _, waiting = waiting.partition(b"\n")
            yield line.decode().strip()

    def read(self, sock: socket.socket) -> None:
        data = sock.recv(1 << 18)
        if not data:
            raise SystemExit("a socket was cut")
        pings = data.count(PING)
        if pings:
            sock.sendall(PONG * pings)
        self.heard += data.count(EVENT) - pings
        if self.keep_times:
            self.times.append((time.time(), data))

    def expect(self, count: int) -> None:
        while self.heard < count:
            if not self.turn(PATIENCE_S):
                raise SystemExit(f"only {self.heard} of {count} events came")


def greet(port: int) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", port))
    sock.sendall(hello(port))
    read_until(sock, b"\r\n\r\n")
    sock.sendall(masked(b"40"))
    read_until(sock, b"40{")
    return sock


def join(port: int, topic: str) -> socket.socket:
    sock = greet(port)
    sock.sendall(masked(b'420["watch",{"topic":"%s"}]' % topic.encode()))
    read_until(sock, b"430")
    return sock


def read_until(sock: socket.socket, mark: bytes) -> None:
    data = b""
    while mark not in data:
        more = sock.recv(65_536)
        if not more:
            raise SystemExit(f"refused: {data!r}")
        data += more


def main() -> None:
    port, count, topic = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    crowd = Crowd(port, count, topic)
    print("joined", flush=True)
    for line in crowd.commands():
        print(obey(crowd, *line.partition(" ")[::2]), flush=True)


def obey(crowd: Crowd, command: str, number: str) -> str:
    if command == "quiet":
        while crowd.turn(float(number)):
            pass
    elif command == "reset":
        crowd.heard, crowd.times, crowd.keep_times = 0, [], number == "times"
    elif command == "expect":
        crowd.expect(int(number))
    elif command == "times":
        return json.dumps([(at, data.decode("latin-1")) for at, data in crowd.times])
    return "ok"


if __name__ == "__main__":
    main()
