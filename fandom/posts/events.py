"""What has happened to moments, comments and reactions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MomentPublished:
    """Also when a held or hidden moment becomes visible to others."""

    moment_id: str
    show_id: str
    author_id: str


@dataclass(frozen=True, slots=True)
class MomentChanged:
    moment_id: str
    show_id: str
    author_id: str


@dataclass(frozen=True, slots=True)
class MomentResealed:
    """It opens later than it did, by somebody else's judgement: some who could read it may not any more."""

    moment_id: str
    show_id: str
    author_id: str


@dataclass(frozen=True, slots=True)
class MomentRemoved:
    """Others no longer see it: deleted, hidden or removed."""

    moment_id: str
    show_id: str
    author_id: str


@dataclass(frozen=True, slots=True)
class CommentPosted:
    comment_id: str
    moment_id: str
    show_id: str
    author_id: str
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class CommentChanged:
    comment_id: str
    moment_id: str
    show_id: str
    author_id: str


@dataclass(frozen=True, slots=True)
class CommentResealed:
    """It opens elsewhere than it did, by somebody else's judgement; that it has changed is told as well."""

    comment_id: str
    moment_id: str


@dataclass(frozen=True, slots=True)
class CommentRemoved:
    comment_id: str
    moment_id: str
    show_id: str
    author_id: str


@dataclass(frozen=True, slots=True)
class ReactionsChanged:
    moment_id: str
    show_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """A moment has this many reactions; it may have had them before."""

    moment_id: str
    show_id: str
    count: int


@dataclass(frozen=True, slots=True)
class CommentReactionsChanged:
    comment_id: str
    moment_id: str
    show_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """`account_ids` are those newly named by this text."""

    target_kind: str
    target_id: str
    show_id: str
    author_id: str
    account_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuspicionRaised:
    """Screening found something: `findings` are (source, detail, points); `held` when it waits for a moderator."""

    target_kind: str
    target_id: str
    show_id: str | None
    author_id: str
    held: bool
    findings: tuple[tuple[str, str, int], ...]
