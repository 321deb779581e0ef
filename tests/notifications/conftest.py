"""People, something said, and who is told."""

from collections.abc import Callable

import pytest

from tests.moderation.conftest import adele, bo, desk, fresh_words, kestrel, mira, noor, show
from tests.support.http import Http
from tests.support.people import Person

# Fixtures of moderation that serve here too.
__all__ = ["adele", "bo", "desk", "fresh_words", "inbox", "kestrel", "mira", "noor", "show"]

Inbox = Callable[[Person], list[dict[str, object]]]


@pytest.fixture
def inbox(http: Callable[..., Http], run_jobs: Callable[[], int]) -> Inbox:
    """What somebody finds after all jobs have run, newest first."""

    def read(person: Person) -> list[dict[str, object]]:
        run_jobs()
        answer = http(as_=person).get("/notifications?limit=100")
        assert answer.status_code == 200, answer.json
        items: list[dict[str, object]] = answer.json["items"]
        return items

    return read
