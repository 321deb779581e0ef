"""One show, posts at places of its story, and a fan on the way through it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from fandom.core.viewer import Viewer
from fandom.feed.catch_up import access, actions, queries
from fandom.feed.cells import Values
from fandom.infra.db import unit_of_work
from fandom.posts import projections
from fandom.posts.values import Place
from fandom.shows.access import word_about
from fandom.shows.actions import advance_progress, set_progress
from fandom.shows.progress import Said
from fandom.shows.values import ShowView
from tests.posts.conftest import Post
from tests.support.people import Person

Posted = Callable[..., str]


@dataclass(frozen=True)
class Way:
    """A fan's way through the show."""

    fan: Person
    show: ShowView

    @property
    def viewer(self) -> Viewer:
        return self.fan.viewer

    def goes(self, season: int, number: int, ms: int | None = None) -> None:
        self.says(word_about(self.show, (season, number), ms))

    def says(self, word: Said) -> None:
        with unit_of_work():
            set_progress(viewer=self.viewer, show_id=self.show.id, word=word)

    def watches(self, season: int, number: int, ms: int | None) -> None:
        with unit_of_work():
            word = word_about(self.show, (season, number), ms)
            advance_progress(viewer=self.viewer, show_id=self.show.id, word=word)

    def finds(self, limit: int = 25, viewer: Viewer | None = None) -> list[str]:
        """All pages, one after the other."""
        found, cursor = [], None
        while True:
            page = queries.page(viewer or self.viewer, self.show.id, Values(), limit, cursor)
            found += [each.body.id for each in page.items]
            cursor = page.next
            if cursor is None:
                return found

    def reads(self, moment_id: str | None) -> None:
        with unit_of_work():
            spot = access.spot_to_read_to(self.viewer, self.show.id, moment_id) if moment_id else None
            actions.mark_read(viewer=self.viewer, show_id=self.show.id, upto=spot)

    @property
    def count(self) -> int:
        return queries.waiting(self.viewer, self.show.id).count


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    projections.kept.clear()


@pytest.fixture
def way(bo: Person, show: ShowView) -> Way:
    return Way(bo, show)


@pytest.fixture
def posted(post: Post, ada: Person) -> Posted:
    """`posted(1, 2, 500)`: something that reveals this place, by ada unless somebody else is named."""

    def at(season: int, number: int, ms: int | None = None, by: Person = ada, **more: str) -> str:
        return post(by, reveals_at=Place((season, number), ms), **more)

    return at
