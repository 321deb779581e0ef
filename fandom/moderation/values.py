"""What people and moderators send, and what moderators read: queue, cases with all that is known, decisions, words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fandom.core.horizon import Position
from fandom.media.values import Media
from fandom.moderation.remedies import Move, Subject, short_name
from fandom.posts.values import Face, Place
from fandom.shows.values import ShowRef

REPORT_NOTE_MAX = 1000
DECISION_NOTE_MAX = 2000
PHRASE_MAX = 100


@dataclass(frozen=True, slots=True)
class Complaint:
    """`reveals_at`: from where on it would spoil nothing, as the reporter sees it."""

    reason: str
    note: str = ""
    reveals_at: Place | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator wants, and what they had before them: the case's `version`, the `token` of their claim.

    `note` is for moderators; the author does not read it.
    """

    remedies: tuple[Mapping[str, Any], ...]
    reason: str
    version: int
    token: str
    note: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(str(remedy["kind"]) for remedy in self.remedies)

    @property
    def reveals_at(self) -> Place | None:
        """What was asked for with `spoiler`."""
        return next((remedy.get("reveals_at") for remedy in self.remedies if remedy["kind"] == "spoiler"), None)


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody's words as they stand, whoever may see them; for an account its name.

    `state` is that of a post, or of an account. `moment_id` and `parent_id` place a comment; `shown_from` is where its
    moment opens: until then the comment is not there, wherever it opens itself. `own_reveals_at` is None where a
    comment opens with its moment; nothing brings it back before `floor` but a moderator.
    """

    kind: str
    id: str
    version: int
    state: str
    author: Face
    show: ShowRef | None
    text: str
    html: str
    reveals_at: Position | None
    created_at: datetime
    edited_at: datetime | None = None
    moment_id: str | None = None
    parent_id: str | None = None
    shown_from: Position | None = None
    own_reveals_at: Position | None = None
    floor: Position | None = None
    details: Mapping[str, Any] | None = None

    @property
    def subject(self) -> Subject:
        title = self.show.title if self.show else None
        return Subject(self.kind, self.state, self.author.handle, title, in_film=self.in_film)

    @property
    def in_film(self) -> bool:
        return self.show is not None and self.show.kind == "film"

    @property
    def is_gone(self) -> bool:
        return self.state in {"removed", "deleted"}

    def subject_opening(self, reveals: Position | None) -> Subject:
        """For words about from where on it opens now."""
        return replace(self.subject, opens=short_name(reveals) if reveals and not self.in_film else "")


@dataclass(frozen=True, slots=True)
class Covered:
    """Words and pictures in a case. `covered`: they lie past this moderator's own horizon, so a page shows them when
    pressed. Pictures are those that the case keeps.
    """

    kind: str
    id: str
    author: Face
    text: str
    html: str
    reveals_at: Position | None
    covered: bool
    created_at: datetime
    state: str = "published"
    media: tuple[Media, ...] = ()

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class TargetRef:
    """What a queue says of a target: nothing that could spoil."""

    kind: str
    id: str
    author: Face
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    by: Face
    expires_at: datetime
    mine: bool
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ReportView:
    """`reporter` is for moderators' eyes."""

    id: str
    reason: str
    note: str
    reveals_at: Position | None
    reporter: Face
    target_version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FindingView:
    source: str
    detail: str
    points: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case in the queue."""

    id: str
    target: TargetRef
    state: str
    priority: int
    why: tuple[Mapping[str, Any], ...]
    show: ShowRef | None
    opened_at: datetime
    due_at: datetime
    decided_at: datetime | None
    version: int
    claim: Claimed | None
    report_count: int
    finding_count: int

    @property
    def is_taken(self) -> bool:
        """By another moderator."""
        return self.claim is not None and not self.claim.mine

    @property
    def key(self) -> str:
        """Where the queue goes on: best first, of equals the oldest first."""
        return f"{self.priority}|{self.opened_at.isoformat()}|{self.id}"


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The target as it was when somebody reported it, or screening saw it."""

    id: str
    target_version: int
    at: datetime
    words: Covered


@dataclass(frozen=True, slots=True)
class DecisionView:
    """`note` and `moderator` are for moderators only, None for the author."""

    id: str
    case_id: str
    remedies: tuple[Mapping[str, Any], ...]
    reason: str
    note: str | None
    moderator: Face | None
    automatic: bool
    statement: str
    at: datetime
    undone_at: datetime | None
    undo_until: datetime
    can_undo: bool
    target: TargetRef


@dataclass(frozen=True, slots=True)
class History:
    """What is known of an author; decisions only from where the moderator moderates."""

    since: datetime
    moments: int
    comments: int
    decided_against: int
    decisions: tuple[DecisionView, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    ref: CaseRef
    now: Covered | None
    target: Target | None
    evidence: tuple[EvidenceView, ...]
    context: tuple[Covered, ...]
    reports: tuple[ReportView, ...]
    findings: tuple[FindingView, ...]
    history: History
    suggested_reason: str
    suggested_reveals_at: Position | None
    moves: tuple[Move, ...]
    decisions: tuple[DecisionView, ...]


@dataclass(frozen=True, slots=True)
class Lease:
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class WordView:
    id: str
    show: ShowRef | None
    phrase: str
    outcome: str
    created_at: datetime
