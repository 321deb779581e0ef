"""Tags are known to who may see a moment that carries them, and counted by those they may see."""

from collections.abc import Iterator

import pytest

from fandom.core.viewer import VISITOR
from fandom.posts.tags import queries
from fandom.posts.tags.queries import meaning, visible
from fandom.posts.tags.values import Meaning, TagCount
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.people import Person


def test_a_tag_is_known_from_where_it_is_open(show: ShowView, post: Post, ada: Person, bo: Person) -> None:
    post(ada, tags=("lamp",), reveals_at=Place((2, 1)))
    seen_up_to(bo, show, 1, 3)
    assert visible(bo.viewer, prefix="la", limit=10) == ()
    assert meaning(bo.viewer, "lamp") is None
    seen_up_to(bo, show, 2, 1)
    assert visible(bo.viewer, prefix="la", limit=10) == (TagCount("lamp", 1),)
    assert visible(bo.viewer, prefix="la", show_id=show.id, limit=10) == (TagCount("lamp", 1),)
    assert meaning(bo.viewer, "lamp", show.id) == Meaning("lamp", ("lamp",))
    assert visible(VISITOR, prefix="", limit=10) == (TagCount("lamp", 1),)


@pytest.fixture
def two_are_new(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(queries, "OF_LATE", 2)
    queries._late_sql.cache_clear()
    yield
    queries._late_sql.cache_clear()


@pytest.mark.usefixtures("two_are_new")
@pytest.mark.parametrize("prefix", ["", "l"])
def test_what_begins_too_much_is_counted_among_the_newest(show: ShowView, post: Post, ada: Person, prefix: str) -> None:
    for tag in ("lamp", "look", "lamp"):
        post(ada, tags=(tag,), reveals_at=None)
    late = (TagCount("lamp", 1), TagCount("look", 1))
    for place in (None, show.id):
        assert visible(VISITOR, prefix=prefix, show_id=place, limit=10) == late
        assert visible(VISITOR, prefix="la", show_id=place, limit=10) == (TagCount("lamp", 2),)
