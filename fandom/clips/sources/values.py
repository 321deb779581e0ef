"""What is known of the videos of episodes, for those who look after them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fandom.core.horizon import episode_name


@dataclass(frozen=True, slots=True)
class Known:
    """A video as it was found in the database: what is written of it later is of this one only."""

    show_id: str
    season: int
    number: int
    path: str
    status: str
    stamp: str | None
    asked_at: datetime

    @property
    def place(self) -> tuple[str, int, int]:
        return self.show_id, self.season, self.number

    @property
    def file(self) -> Path:
        return Path(self.path)


@dataclass(frozen=True, slots=True)
class Listed:
    """A video as operators see it; `reason` is a sentence where it is failed or gone."""

    slug: str
    title: str
    kind: str
    season: int
    number: int
    path: str
    status: str
    reason: str | None
    duration_ms: int | None
    width: int | None
    height: int | None

    @property
    def episode(self) -> str:
        return episode_name(self.season, self.number)
