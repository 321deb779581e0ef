"""Who can be named: nobody across a block, neither linked nor told."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.core.bus import bus
from fandom.posts.events import Mentioned
from tests.posts.conftest import Post
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    facts: list[Any] = []
    whole = bus.immediate

    def note(fact: Any) -> Any:
        facts.extend([fact] if isinstance(fact, Mentioned) else [])
        return whole(fact)

    monkeypatch.setattr(bus, "immediate", note)
    return facts


@pytest.mark.parametrize("turned", [False, True])
def test_across_a_block_nobody_is_named(
    http: Client, ada: Person, bo: Person, post: Post, named: list[Any], turned: bool
) -> None:
    one, other = (bo, "ada") if turned else (ada, "bob")
    http(as_=one).put(f"/accounts/{other}/block")
    moment = http(as_=ada).get(f"/moments/{post(ada, 'Look, @bob, the door', reveals_at=None)}").json
    assert "href" not in moment["caption_html"]
    said = http(as_=ada).post(f"/moments/{moment['id']}/comments", {"body": "@bob?"}).json
    assert "href" not in said["body_html"]
    http(as_=ada).patch(f"/comments/{said['id']}", {"body": "Well, @bob?"})
    http(as_=ada).patch(f"/moments/{moment['id']}", {"caption": "See, @bob"})
    assert named == []


def test_who_is_only_muted_can_be_named(http: Client, ada: Person, bo: Person, post: Post, named: list[Any]) -> None:
    http(as_=bo).put("/accounts/ada/mute")
    moment_id = post(ada, "Look, @bob, the door", reveals_at=None)
    assert "/u/bob" in http(as_=ada).get(f"/moments/{moment_id}").json["caption_html"]
    assert [fact.account_ids for fact in named] == [(bo.id,)]
