"""What reads of the catalogue and of a fandom give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fandom.core.horizon import Horizon, Position, episode_end, episode_name


@dataclass(frozen=True, slots=True)
class ShowRef:
    id: str
    slug: str
    title: str
    kind: str
    hue: int


@dataclass(frozen=True, slots=True)
class ShowView:
    """A show for its page; `version` is that of its settings."""

    id: str
    slug: str
    kind: str
    title: str
    year: int | None
    synopsis: str
    hue: int
    poster: str | None
    palette: tuple[str, ...]
    public_horizon: str
    withholds_titles: bool
    watch_template: str | None
    external_ids: Mapping[str, Any]
    member_count: int
    version: int
    poster_id: str | None = None
    cover_id: str | None = None

    @property
    def ref(self) -> ShowRef:
        return ShowRef(self.id, self.slug, self.title, self.kind, self.hue)


@dataclass(frozen=True, slots=True)
class EpisodeView:
    show_id: str
    season: int
    number: int
    title: str
    synopsis: str
    duration_ms: int | None
    air_date: date | None
    external_ids: Mapping[str, Any]
    still_id: str | None = None

    @property
    def name(self) -> str:
        return episode_name(self.season, self.number)

    @property
    def start(self) -> Position:
        return Position(self.season, self.number, 0)

    @property
    def end(self) -> Position:
        return episode_end(self.season, self.number, self.duration_ms)

    def begun(self, horizon: Horizon) -> bool:
        return horizon.reaches(self.start)


@dataclass(frozen=True, slots=True)
class SeasonView:
    number: int
    title: str | None

    def begun(self, horizon: Horizon) -> bool:
        """Specials have no beginning, so their title spoils nothing."""
        return self.number == 0 or horizon.reaches(Position(self.number, 0, 0))


@dataclass(frozen=True, slots=True)
class ShowListed:
    """A show in a list, with what the viewer is in its fandom."""

    id: str
    slug: str
    kind: str
    title: str
    year: int | None
    synopsis: str
    hue: int
    poster: str | None
    member_count: int
    folded_title: str
    role: str | None
    poster_id: str | None = None
    cover_id: str | None = None
    last_post_at: datetime | None = None

    @property
    def key(self) -> str:
        return f"{self.folded_title}/{self.slug}"
