"""What reads of addresses give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """`pending` is asked for and not verified yet; until it is, what is verified stays in force."""

    email: str | None
    verified: bool
    pending: str | None


@dataclass(frozen=True, slots=True)
class Errand:
    """What a letter with a secret is about, for whoever writes it."""

    token_id: str
    purpose: str
    email: str
    handle: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose letter it is; `email` only if it is verified."""

    account_id: str
    handle: str
    email: str | None
    language: str | None
