"""Those who look at the world of tests/spoilers, how far each of them is, and what it holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fandom.notifications.choices import Choice
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.spoilers.canaries import Canaries
from tests.support.people import Person

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEATS = ("visitor", "newcomer", "behind", "returned", "moderator", "admin", "author", "exactly", "ahead")
JUDGES = ("moderator", "admin")
NEARLY = frozenset({"visitor", "newcomer", "moderator", "admin", "author", "exactly", "ahead"})
LATE = frozenset({"author", "exactly", "ahead"})
AFTER = frozenset({"author", "ahead"})
# What somebody says who is no author of the moment above it.
SAID_LATE = frozenset({"exactly", "ahead"})
HERE_MS = 1_800_000
EXACTLY = Place((2, 2), HERE_MS)
BOTH = Choice(web=True, mail=True)
RunJobs = Callable[[], int]


@dataclass
class World:
    """`ids` are by the names that tests/spoilers/places.py uses; `people` by their seat, which is their handle.

    `letters_before` so many letters had been sent when `returned` went back.
    """

    show: ShowView
    canaries: Canaries
    people: dict[str, Person]
    ids: dict[str, str] = field(default_factory=dict)
    letters_before: int = 0

    def person(self, seat: str) -> Person | None:
        return self.people.get(seat)
