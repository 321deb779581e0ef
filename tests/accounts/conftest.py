"""Argon2 as cheap as it gets: these tests are about who may sign in, not about how long it takes."""

from collections.abc import Iterator

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from fandom.infra import passwords


@pytest.fixture(autouse=True)
def cheap_argon2(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Other costs than those of tests/support/people.py, so that its hashes are made anew at sign-in."""
    monkeypatch.setattr(passwords, "_argon2", PasswordHash((Argon2Hasher(1, 16, 1),)))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()
