"""People with addresses, and letters that are read."""

from collections.abc import Callable

import pytest
from flask import Flask

from fandom.accounts.access import me_to_edit
from fandom.accounts.email import actions
from fandom.infra.db import unit_of_work
from tests.support.people import Person, make_fan
from tests.support.post import Read

Post = Callable[[], list[Read]]
Ask = Callable[..., None]


@pytest.fixture
def ada(app: Flask) -> Person:
    return make_fan("ada")


@pytest.fixture
def post(letters: Post, run_jobs: Callable[[], int]) -> Post:
    """All letters, after all jobs have run."""

    def opened() -> list[Read]:
        run_jobs()
        return letters()

    return opened


@pytest.fixture
def ask(app: Flask) -> Ask:
    def verification(person: Person, email: str | None = None) -> None:
        with unit_of_work():
            actions.ask_verification(account=me_to_edit(person.viewer), email=email)

    return verification


@pytest.fixture
def verified(ask: Ask, post: Post, http: Callable[..., object]) -> Callable[[Person], Person]:
    """The person, with their address proved by the letter that went there."""

    def prove(person: Person) -> Person:
        ask(person)
        secret = post()[-1].link("/verify/").rpartition("/")[2]
        answer = http().put(f"/email-verifications/{secret}")  # type: ignore[attr-defined]
        assert answer.status_code == 204, answer.json
        return person

    return prove
