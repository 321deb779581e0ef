"""What reads of accounts give."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    handle: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What everybody may know of a fan."""

    id: str
    handle: str
    display_name: str
    about: str
    shows_reactions: bool
    avatar_id: str | None
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Me:
    """What only the fan may know of themselves."""

    id: str
    handle: str
    display_name: str
    about: str
    shows_reactions: bool
    avatar_id: str | None
    email: str | None
    email_verified: bool
    is_admin: bool
    moderates_all: bool
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a login stands for; the hash never leaves the slice."""

    account_id: str
    handle: str
    email: str | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """`id` is the public one: the real id of a session is a secret."""

    id: str
    user_agent: str
    created_at: datetime
    seen_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class OpenToken:
    id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """The secret is known only now."""

    id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    secret: str


def public_id(session_id: str) -> str:
    return hashlib.sha256(f"public:{session_id}".encode()).hexdigest()[:16]
