"""A stranger with socket.io-client from npm follows docs/live.md to watch a show."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fandom.accounts.models import Ending, Token
from fandom.core import clock
from fandom.infra.db import db
from tests.support.fandom import LATE, Fandom
from tests.support.waiting import until

pytestmark = pytest.mark.live

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class Follower:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def hears(self, event: str) -> Any:
        """The next of these; people coming and going do not count."""
        assert self.process.stdout
        for line in self.process.stdout:
            name, *said = json.loads(line)
            if name != "people":
                assert name == event, line
                return said[0] if said else None
        raise AssertionError("The client has ended.")


@contextmanager
def following(*arguments: str) -> Iterator[Follower]:
    node = shutil.which("node") or str(ROOT / ".node/bin/node")
    process = subprocess.Popen([node, str(HERE / "follow.js"), *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield Follower(process)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def follow(fandom: Fandom) -> Callable[..., Any]:
    return lambda topic, *token: following(fandom.house.server.url, topic, *token)


def test_a_visitor_follows_a_show(fandom: Fandom, follow: Callable[..., Any]) -> None:
    with follow("show:sintel") as client:
        assert client.hears("watching")["gap"] is True
        fandom.post()
        heard = client.hears("moment.published")
        assert heard["topic"] == "show:sintel"
        assert heard["moment"]["sealed"] is True


def test_a_program_follows_with_a_token(fandom: Fandom, follow: Callable[..., Any]) -> None:
    with follow("show:sintel", fandom.house.token(fandom.ahead, "read")) as client:
        client.hears("watching")
        fandom.post()
        assert client.hears("moment.published")["moment"]["caption"] == LATE.caption


def test_a_wrong_token_says_why(follow: Callable[..., Any]) -> None:
    with follow("show:sintel", "wrong") as client:
        assert client.hears("refused")["status"] == 401


def test_an_ended_token_is_told_and_stays_away(fandom: Fandom, follow: Callable[..., Any]) -> None:
    with follow("me", fandom.house.token(fandom.ahead, "read")) as client:
        client.hears("watching")
        with fandom.house.commits():
            token = db.session.query(Token).one()
            token.ended_at = clock.now()
            db.session.add(Ending(kind="token", ref=token.id, reason="revoked", at=clock.now()))
        assert client.hears("signed_out")["reason"] == "revoked"
        assert client.hears("disconnected") == "io server disconnect"
        until(lambda: client.process.poll() is not None)
