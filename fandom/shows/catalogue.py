"""A show as a catalogue file describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

# What moderators may change too: a file's word counts again only when the file itself changes it.
SETTINGS = ("palette", "public_horizon", "withholds_titles", "watch_template")


@dataclass(frozen=True, slots=True)
class Aired:
    """`fixed` says that the file names the date; else it was counted from today and holds from the first import on."""

    day: date
    fixed: bool = True

    @classmethod
    def ago(cls, today: date, *, days: int = 0, weeks: int = 0) -> "Aired":
        return cls(today - timedelta(days=days, weeks=weeks), fixed=False)


@dataclass(frozen=True, slots=True)
class CatalogueSeason:
    number: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogueEpisode:
    season: int
    number: int
    title: str = ""
    synopsis: str = ""
    duration_ms: int | None = None
    aired: Aired | None = None
    external_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogueShow:
    slug: str
    kind: str
    title: str
    palette: tuple[str, ...]
    year: int | None = None
    synopsis: str = ""
    hue: int = 240
    public_horizon: str = "aired"
    withholds_titles: bool = False
    watch_template: str | None = None
    external_ids: Mapping[str, str] = field(default_factory=dict)
    poster: str | None = None
    seasons: tuple[CatalogueSeason, ...] = ()
    episodes: tuple[CatalogueEpisode, ...] = ()
