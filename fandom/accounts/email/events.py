"""What has happened to addresses and to passwords that were forgotten."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VerificationAsked:
    """A letter is to go out. The secret in it is derived from the token, never kept."""

    token_id: str


@dataclass(frozen=True, slots=True)
class ResetAsked:
    """By whoever knows the address; whether it is anybody's is found out later, so that nobody can tell by asking."""

    email: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ResetGranted:
    token_id: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class EmailChanged:
    """`before` was verified, and hears that it is not the account's any more."""

    account_id: str
    token_id: str
    before: str


@dataclass(frozen=True, slots=True)
class PasswordReset:
    account_id: str
    token_id: str
