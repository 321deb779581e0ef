"""The same show and people as for moments, many fans, and a heatmap that remembers nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from fandom.feed.clipped import queries
from tests.posts.conftest import Post, ada, admin, bo, mod, post, show
from tests.support.people import Person, make_fan

__all__ = ["ada", "admin", "bo", "mod", "post", "show"]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(queries, "KEPT_S", 0.0)
    queries.forget_all()
    yield
    queries.forget_all()


@pytest.fixture
def fans(app: Flask) -> list[Person]:
    return [make_fan(f"fan{n}") for n in range(6)]


@pytest.fixture
def talk(post: Post, fans: list[Person], run_jobs: Callable[[], int]) -> Callable[..., list[str]]:
    """`many` of the fans post at these seconds of S1E2; ids."""

    def say(start_s: float, end_s: float, many: int = 5, **draft: Any) -> list[str]:
        at = {"episode": (1, 2), "start_ms": int(start_s * 1000), "end_ms": int(end_s * 1000)} | draft
        made = [post(fan, **at) for fan in fans[:many]]
        run_jobs()
        return made

    return say
