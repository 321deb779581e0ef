"""What has happened between fans."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Followed:
    follower_id: str
    followed_id: str


@dataclass(frozen=True, slots=True)
class Unfollowed:
    follower_id: str
    followed_id: str


@dataclass(frozen=True, slots=True)
class Blocked:
    blocker_id: str
    blocked_id: str


@dataclass(frozen=True, slots=True)
class Unblocked:
    blocker_id: str
    blocked_id: str


@dataclass(frozen=True, slots=True)
class Muted:
    """`kind` is account, word, tag or show; `value` its id or folded form."""

    account_id: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Unmuted:
    account_id: str
    kind: str
    value: str
