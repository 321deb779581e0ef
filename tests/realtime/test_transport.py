"""The WebSocket driver alone, under a real gunicorn, against clients that behave and clients that do not."""

import json
import socket
import struct
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.support.gunicorn import Server, serve
from tests.support.rawsocket import CLOSE, PING, PONG, RawSocket, head, masked
from tests.support.waiting import PATIENCE_S, until

# What stalls, stalls for 20 s and more; anything below may be the load of a machine.
STALL_S = 15.0


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve("tests.realtime.bare:app") as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[RawSocket]:
    with RawSocket(server.port) as opened:
        yield opened.join()


def test_acknowledges(client: RawSocket) -> None:
    assert client.call("echo", {"said": "žluťoučký 🔥"}) == {"said": "žluťoučký 🔥"}


def test_declines_compression(server: Server) -> None:
    with RawSocket(server.port, headers="Sec-WebSocket-Extensions: permessage-deflate\r\n") as client:
        assert client.status == 101
        assert "extensions" not in client.answer.lower()


def test_a_compressed_frame_is_a_violation(client: RawSocket) -> None:
    client.sock.sendall(masked(b"40", reserved=0x40))
    assert client.ended()


def test_a_foreign_origin_is_refused(server: Server) -> None:
    with RawSocket(server.port, headers="Origin: https://elsewhere.test\r\n") as client:
        assert client.status == 400


def test_forwarded_host_does_not_widen_the_origin(server: Server) -> None:
    forwarded = "Origin: https://elsewhere.test\r\nX-Forwarded-Host: elsewhere.test\r\nX-Forwarded-Proto: https\r\n"
    with RawSocket(server.port, headers=forwarded) as client:
        assert client.status == 400


def test_own_origin_is_taken(server: Server) -> None:
    with RawSocket(server.port, headers="Origin: http://fandom.test\r\n") as client:
        assert client.status == 101


def test_answers_pings(client: RawSocket) -> None:
    client.sock.sendall(masked(b"are you there", PING))
    assert client.frame() == (PONG, b"are you there")


def test_joins_fragments(client: RawSocket) -> None:
    text = b'427["echo","in three parts"]'
    client.sock.sendall(
        masked(text[:5], final=False) + masked(text[5:9], 0, final=False) + masked(b"", PING) + masked(text[9:], 0)
    )
    assert client.frame()[0] == PONG
    assert client.receive() == '437["in three parts"]'


def test_answers_a_good_bye(client: RawSocket) -> None:
    client.sock.sendall(masked(b"\x03\xe8", CLOSE))
    with pytest.raises(EOFError, match="1000"):
        client.receive()


@pytest.mark.parametrize(
    "sent",
    [
        masked(b"\xff\xfe"),
        masked(b'42["echo'),
        masked(b"42" + b"[" * 10_000),
        masked(b"9"),
        masked(b""),
        masked(b'451-["echo",{"_placeholder":true,"num":0}]'),
        masked(b"binary", 0x2),
        masked(b"4" * 5, 0x3),
        b"\x81\x02hi",
        masked(b"x" * 200, PING),
    ],
    ids=["utf8", "json", "deep", "type", "empty", "placeholder", "binary", "opcode", "unmasked", "big-ping"],
)
def test_rubbish_ends_only_its_own_connection(server: Server, client: RawSocket, sent: bytes) -> None:
    with RawSocket(server.port).join() as other:
        other.sock.sendall(sent)
        other.send("40")
        assert other.ended()
    assert client.call("echo", "fine") == "fine"


def test_a_message_of_64_kib_is_the_largest(server: Server) -> None:
    fits = "x" * (65_536 - len('427["echo",""]'))
    with RawSocket(server.port).join() as client:
        assert client.call("echo", fits) == fits
    with RawSocket(server.port).join() as client:
        client.emit("echo", fits + "x", ack=7)
        assert client.ended()


def test_fragments_do_not_add_up_to_more(server: Server) -> None:
    with RawSocket(server.port).join() as client:
        client.sock.sendall(masked(b"x" * 40_000, final=False) + masked(b"x" * 40_000, 0, final=False))
        assert client.ended()


def test_a_frame_of_200_mib_is_cut_before_it_is_read(server: Server, client: RawSocket) -> None:
    before = client.call("state")["kb"]
    with RawSocket(server.port).join() as other:
        other.sock.sendall(head(200 * 1024 * 1024) + b"\0\0\0\0")
        with pytest.raises(OSError, match=r"Broken pipe|reset"):
            other.sock.sendall(b"x" * 200 * 1024 * 1024)
    assert client.call("state")["kb"] - before < 20_000


def test_a_hundred_thousand_events_stall_nobody(server: Server, client: RawSocket) -> None:
    flood = masked(b'42["echo","x"]') * 100_000
    with RawSocket(server.port).join() as other:
        began = time.monotonic()
        pusher = threading.Thread(target=_push, args=(other, flood))
        pusher.start()
        assert client.call("echo", "meanwhile") == "meanwhile"
        assert time.monotonic() - began < STALL_S
        pusher.join(timeout=PATIENCE_S)
        assert other.ended()


def _push(client: RawSocket, data: bytes) -> None:
    try:
        client.sock.sendall(data)
    except OSError:
        return


def test_a_slow_reader_gets_every_frame_whole(server: Server, client: RawSocket) -> None:
    with RawSocket(server.port, receive_buffer=4096).join() as slow:
        client.call("broadcast", 200, 5_000)
        numbers = [json.loads(slow.receive()[2:])[1]["n"] for _ in range(200)]
    assert numbers == list(range(200))


def test_a_slow_reader_that_vanishes_takes_nothing_along(server: Server, client: RawSocket) -> None:
    with RawSocket(server.port, receive_buffer=4096).join() as slow:
        client.call("broadcast", 100, 8_000)
        assert max(packets for packets, _ in client.call("state")["waiting"]) > 0
        slow.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    until(lambda: client.call("state")["open"] == 1)


def test_whoever_never_reads_is_cut_and_costs_little(server: Server, client: RawSocket) -> None:
    before = client.call("state")
    with RawSocket(server.port, receive_buffer=4096).join() as deaf:
        until(lambda: client.call("broadcast", 100, 2_000) and client.call("state")["cut"] > before["cut"])
        after = client.call("state")
        assert after["open"] == before["open"]
        assert after["kb"] - before["kb"] < 20_000
        assert deaf.ended()


def test_whoever_does_not_answer_the_ping_is_dropped(server: Server, client: RawSocket) -> None:
    with RawSocket(server.port).join():
        until(lambda: client.call("state")["open"] == 1, every=0.2)


def test_a_socket_that_is_gone_leaves_nothing(server: Server, client: RawSocket) -> None:
    for _ in range(20):
        RawSocket(server.port).join().sock.close()
    until(lambda: client.call("state")["open"] == client.call("state")["engine"] == 1)


def test_three_hundred_half_open_requests_stop_nobody(server: Server) -> None:
    with ExitStack() as stack:
        for _ in range(300):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            half.sendall(b"GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: x\r\n")
        began = time.monotonic()
        with RawSocket(server.port).join() as client:
            assert client.call("echo", "fine") == "fine"
        assert time.monotonic() - began < STALL_S


def test_polling_is_refused(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/socket.io/?EIO=4&transport=polling")
    assert refused.value.code == 400
    refused.value.close()
