"""What an administrator sees of the house."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AccountListed:
    """Without e-mail address: who looks after the house need not know it."""

    id: str
    handle: str
    display_name: str
    state: str
    is_admin: bool
    moderates_all: bool
    version: int
    created_at: datetime
    moderates: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.handle.lower()


@dataclass(frozen=True, slots=True)
class QueueState:
    """`age_s` is how long its oldest job has waited."""

    name: str
    waiting: int
    age_s: float
    failed: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A delivery that was given up, or a job that failed; `what` is a name in the code."""

    id: str
    what: str
    queue: str
    error: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Files that one kind of thing keeps."""

    kind: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Storage:
    kept: tuple[Kept, ...]
    database_bytes: int
    free_bytes: int
    total_bytes: int
    place: str
