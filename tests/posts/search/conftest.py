"""The show and people of the moments' tests, and answers that do not wait."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.posts.search import pacing
from tests.posts.conftest import ada, admin, bo, mod, post, say, show
from tests.support.http import Http

__all__ = ["ada", "admin", "bo", "mod", "post", "say", "show"]

Found = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "rest", lambda _took: 0.0)


@pytest.fixture
def found() -> Found:
    """Ids, names or slugs of what `/search` answers, all of its pages."""

    def ask(client: Http, q: str, kind: str | None = None, **more: Any) -> list[str]:
        asked = {"q": q, **({"kind": kind} if kind else {}), **more}
        names: list[str] = []
        while True:
            answer = client.get("/search", query_string=asked)
            assert answer.status_code == 200, answer.text
            names += [name_of(each) for each in answer.json["items"]]
            if answer.json["next"] is None:
                return names
            asked["cursor"] = answer.json["next"]

    return ask


def name_of(hit: dict[str, Any]) -> str:
    thing = hit[hit["kind"]]
    return str(next(thing[key] for key in ("id", "slug", "handle", "tag") if key in thing))
