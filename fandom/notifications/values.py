"""What an inbox gives: who did what to which thing, as far as the reader may see it now."""

from dataclasses import dataclass
from datetime import datetime

from fandom.posts.values import Face
from fandom.shows.values import ShowRef

UNDONE = "decision_undone"
# What a decision that was taken back leaves: nothing of it, or what it put up waits for another look.
OVER, AGAIN = "over", "again"


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about. `excerpt` only of what is open to the reader; `sealed_until` names an episode if it is not.

    `moment_id` is that of a sealed moment, for who wants to be shown it anyway.
    """

    kind: str
    id: str
    path: str
    show: ShowRef | None = None
    excerpt: str | None = None
    sealed_until: str | None = None
    moment_id: str | None = None

    @property
    def sealed(self) -> bool:
        return self.sealed_until is not None


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who did it: the ids of the last two, and how many there are besides."""

    named: tuple[str, ...] = ()
    others: int = 0

    @property
    def several(self) -> bool:
        return len(self.named) > 1


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the inbox. `subject` None: it is not there for this reader any more. `statement`: words from us.

    `undone` says what is left of the decision that this tells of, where it was taken back.
    `actors` are the last two who did it, `others` how many did besides; `reached` is the number of a milestone.
    """

    id: str
    kind: str
    at: datetime
    read: bool
    actors: tuple[Face, ...]
    others: int
    subject: Subject | None
    reached: int | None = None
    statement: str | None = None
    decision_id: str | None = None
    undone: str | None = None

    @property
    def actor(self) -> Face | None:
        return self.actors[0] if self.actors else None


@dataclass(frozen=True, slots=True)
class Inbox:
    items: tuple[Notice, ...]
    next: str | None
    unread: int
