"""Frames of every length are what RFC 6455 says, read by another implementation."""

import pytest
from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, Pong, TextMessage

from fandom.realtime import frames


def read(data: bytes) -> list[object]:
    client = Connection(ConnectionType.CLIENT)
    client.receive_data(data)
    return list(client.events())


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 100_000])
def test_text(length: int) -> None:
    (event,) = read(frames.text(b"x" * length))
    assert isinstance(event, TextMessage)
    assert event.data == "x" * length


def test_control() -> None:
    pong, close = read(frames.pong(b"hi") + frames.close(frames.POLICY))
    assert isinstance(pong, Pong)
    assert isinstance(close, CloseConnection)
    assert (bytes(pong.payload), close.code) == (b"hi", 1008)


def test_event() -> None:
    (event,) = read(frames.event("moment.changed", b'{"a":"\xc5\xbe"}'))
    assert isinstance(event, TextMessage)
    assert event.data == '42["moment.changed",{"a":"ž"}]'
