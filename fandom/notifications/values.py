"""What an inbox gives: who did what to which thing, as far as the reader may see it now."""

from dataclasses import dataclass
from datetime import datetime

from fandom.posts.values import Face
from fandom.shows.values import ShowRef


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about. `excerpt` only of what is open to the reader; `sealed_until` names an episode if it is not."""

    kind: str
    id: str
    path: str
    show: ShowRef | None = None
    excerpt: str | None = None
    sealed_until: str | None = None

    @property
    def sealed(self) -> bool:
        return self.sealed_until is not None


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the inbox. `subject` None: it is not there for this reader any more. `statement`: words from us."""

    id: str
    kind: str
    at: datetime
    read: bool
    actor: Face | None
    subject: Subject | None
    sentence: str
    statement: str | None = None
    decision_id: str | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    items: tuple[Notice, ...]
    next: str | None
    unread: int
