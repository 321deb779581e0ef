"""Whose moments are whose, and what of them is still found."""

from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions
from fandom.posts.authored import authored, found_by_author
from tests.posts.conftest import Post
from tests.support.people import Person


def test_what_was_deleted_was_made_and_is_not_found(post: Post, ada: Person, bo: Person) -> None:
    kept, gone, hidden, _ = post(ada), post(ada), post(ada), post(bo)
    with unit_of_work():
        actions.delete_moment(moment=access.moment_to_delete(ada.viewer, gone))
        actions.hide_moment(moment_id=hidden)
    assert set(db.session.scalars(authored(ada.id))) == {kept, gone, hidden}
    assert set(db.session.scalars(found_by_author(ada.id))) == {kept, hidden}
