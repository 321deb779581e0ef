"""What a folder holds, step by step: titles found, a title read, its pictures and videos, and what was skipped."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from fandom.shows.catalogue import CatalogueEpisode

Kind = Literal["series", "film"]
Role = Literal["poster", "cover", "still"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file below the folder, and the sentence that says why it was not taken."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class TitleAt:
    """Where a title lies: the folder of a series, or the .nfo of a film."""

    kind: Kind
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file. A still is of the episode at season and number."""

    role: Role
    path: str
    season: int = 0
    number: int = 0

    def holder(self, show_id: str) -> str:
        """What keeps its file, and by which its readers are asked for."""
        match self.role:
            case "poster":
                return show_id
            case "cover":
                return f"{show_id}/cover"
            case "still":
                return f"{show_id}/s{self.season:02d}e{self.number:02d}"

    def json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Video:
    season: int
    number: int
    path: str


@dataclass(frozen=True, slots=True)
class Title:
    """A show or a film as its files describe it. What they do not say is empty."""

    kind: Kind
    title: str
    year: int | None = None
    synopsis: str = ""
    external_ids: Mapping[str, str] = field(default_factory=dict)
    seasons: Mapping[int, str] = field(default_factory=dict)
    episodes: tuple[CatalogueEpisode, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    titles: tuple[TitleAt, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """`title` is None where its files say too little, or nothing that can be read."""

    title: Title | None
    pictures: tuple[Picture, ...] = ()
    videos: tuple[Video, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """An import as it is shown. `report` counts what came of it and lists what was skipped."""

    id: str
    path: str
    state: str
    done: int
    total: int | None
    report: Mapping[str, Any]
    started_at: Any
    finished_at: Any
    by: str | None

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        return tuple(Skipped(*each) for each in self.report.get("skipped", ()))
