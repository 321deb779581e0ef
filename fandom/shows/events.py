"""What has happened to shows and in their fandoms."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowImported:
    show_id: str


@dataclass(frozen=True, slots=True)
class ShowChanged:
    show_id: str


@dataclass(frozen=True, slots=True)
class MemberJoined:
    show_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class MemberLeft:
    show_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class RoleChanged:
    show_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class ProgressMoved:
    show_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class EpisodeFileFound:
    """A video of an episode lies at `path` on this machine."""

    show_id: str
    season: int
    number: int
    path: str
