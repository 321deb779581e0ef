"""What has happened to accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountCreated:
    account_id: str
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class AccountChanged:
    account_id: str


@dataclass(frozen=True, slots=True)
class SessionEnded:
    session_id: str
    account_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class TokenEnded:
    token_id: str
    account_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class SessionsEnded:
    """Every session and token of the account: signed out everywhere, a new password, a ban."""

    account_id: str
    reason: str
