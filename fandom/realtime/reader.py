"""Bytes from a client into whole text messages, bounded in size and rate whatever is sent."""

from collections.abc import Iterator

from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Ping, TextMessage

from fandom.realtime import frames
from fandom.realtime.bucket import Bucket

MESSAGE_MAX = 65_536
BURST = 200
PER_SECOND = 20.0


class Violation(Exception):
    """The client broke a rule; `code` is the WebSocket close code that says which."""

    def __init__(self, code: int) -> None:
        super().__init__(f"closed with {code}")
        self.code = code


class Closed(Exception):
    """The client said good-bye."""


class Reader:
    """No extension is offered, so a compressed frame is a violation and never unpacked."""

    def __init__(self, bucket: Bucket | None = None) -> None:
        self._protocol = Connection(ConnectionType.SERVER)
        self._bucket = bucket or Bucket(BURST, PER_SECOND)
        self._parts: list[str] = []
        self._size = 0

    def feed(self, data: bytes) -> Iterator[str | Ping]:
        """What these bytes complete: messages, and pings to be answered."""
        self._protocol.receive_data(data)
        for event in self._protocol.events():
            found = self._take(event)
            if found is not None:
                yield found

    def _take(self, event: Event) -> str | Ping | None:
        if isinstance(event, TextMessage):
            return self._text(event)
        if isinstance(event, BytesMessage):
            raise Violation(frames.UNACCEPTABLE)
        if isinstance(event, CloseConnection):
            raise Closed
        self._charge()
        return event if isinstance(event, Ping) else None

    def _text(self, part: TextMessage) -> str | None:
        self._size += len(part.data) if part.data.isascii() else len(part.data.encode())
        if self._size > MESSAGE_MAX:
            raise Violation(frames.TOO_BIG)
        if part.frame_finished:
            self._charge()
        self._parts.append(part.data)
        if not part.message_finished:
            return None
        whole = "".join(self._parts)
        self._parts, self._size = [], 0
        return whole

    def _charge(self) -> None:
        if not self._bucket.take():
            raise Violation(frames.POLICY)
