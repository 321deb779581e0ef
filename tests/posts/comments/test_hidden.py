"""Comments of whom and what the viewer hides: gone, or a place without a word where others have answered."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.posts.conftest import Post
from tests.support.http import Http
from tests.support.people import Person, make_fan

Client = Callable[..., Http]
Say = Callable[..., str]


@pytest.fixture
def cy(app: object) -> Person:
    return make_fan("cy")


def listed(http: Client, viewer: Person, moment_id: str) -> dict[str, Any]:
    items = http(as_=viewer).get(f"/moments/{moment_id}/comments").json["items"]
    return {each["id"]: each for each in items}


@pytest.mark.parametrize("how", ["mute", "block"])
def test_a_hidden_author_keeps_a_place_above_others(
    http: Client, ada: Person, bo: Person, cy: Person, post: Post, say: Say, how: str
) -> None:
    moment_id = post(ada, reveals_at=None)
    above = say(bo, moment_id, "Seen and answered")
    between = say(bo, moment_id, "Mine again", parent=above)
    below = say(ada, moment_id, "An answer", parent=between)
    alone = say(bo, moment_id, "Nobody answers this")
    alone_below = say(bo, moment_id, "But me", parent=alone)
    http(as_=cy).put(f"/accounts/bob/{how}")
    found = listed(http, cy, moment_id)
    assert set(found) == {above, between, below}
    for each in (above, between):
        assert (found[each]["state"], found[each]["gone"]) == ("hidden", True)
        assert (found[each]["author"], found[each]["body"], found[each]["body_html"]) == (None, None, None)
    assert found[below]["body"] == "An answer"
    assert set(listed(http, ada, moment_id)) == {above, between, below, alone, alone_below}
    statuses = {each: http(as_=cy).put(f"/comments/{each}/reactions/🔥").status_code for each in (above, below)}
    assert statuses == {above: 404 if how == "block" else 200, below: 200}


def test_a_muted_word_leaves_its_place(http: Client, ada: Person, cy: Person, post: Post, say: Say) -> None:
    moment_id = post(ada, reveals_at=None)
    comment_id, mine = say(ada, moment_id, "The FINALE, then"), say(cy, moment_id, "My own finale")
    http(as_=cy).put("/me/mutes/word/finale")
    found = listed(http, cy, moment_id)
    assert (found[comment_id]["state"], found[comment_id]["body"]) == ("hidden", None)
    assert found[mine]["body"] == "My own finale"


def test_nobody_answers_across_a_block(http: Client, ada: Person, bo: Person, cy: Person, post: Post, say: Say) -> None:
    moment_id = post(ada, reveals_at=None)
    comment_id = say(bo, moment_id)
    http(as_=bo).put("/accounts/cy/block")
    answer = http(as_=cy).post(f"/moments/{moment_id}/comments", {"body": "Hm", "parent": comment_id})
    assert answer.status_code == 422
    assert http(as_=cy).post(f"/moments/{moment_id}/comments", {"body": "Hm"}).status_code == 201
