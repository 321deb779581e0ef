"""Tags are known to who may see a moment that carries them, and counted by those they may see."""

from fandom.core.viewer import VISITOR
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
