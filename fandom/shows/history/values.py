"""What a watch history says, what came of it, and what of it is shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from fandom.shows.progress import Said

PUT_BACK_FOR = timedelta(days=1)


class Refused(Exception):
    """Why a file is not taken, as a sentence."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row of `file` that was not taken, and the sentence that says why; of JSON rows are the entries of a list."""

    file: str
    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One episode that somebody has watched. Of films `season` and `number` are 1; `ids` are the show's or film's."""

    kind: str
    title: str
    year: int | None
    ids: Mapping[str, str]
    season: int
    number: int
    episode_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Title:
    """A show or film with all that was watched of it: (season, number) and what other catalogues call it."""

    kind: str
    title: str
    year: int | None
    ids: dict[str, str]
    watched: dict[tuple[int, int], Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """A whole file: `rows` it has, of which `skipped_count` were not taken, the first of them by name."""

    titles: tuple[Title, ...]
    rows: int
    skipped: tuple[Skipped, ...]
    skipped_count: int


@dataclass(frozen=True, slots=True)
class Move:
    """A show in which the fan came further. Places are episode names, None where they stand nowhere on its line.

    `specials` is how many of them were watched; `back`: this was taken back.
    """

    slug: str
    title: str
    kind: str
    was: str | None
    now: str | None
    specials: int
    back: bool


@dataclass(frozen=True, slots=True)
class Unmatched:
    title: str
    year: int | None
    why: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """`moves` and `unmatched` are the first few hundred; their numbers are in `counts`."""

    id: str
    state: str
    name: str
    percent: int
    counts: Mapping[str, int]
    error: str
    moves: tuple[Move, ...]
    unmatched: tuple[Unmatched, ...]
    skipped: tuple[Skipped, ...]
    started_at: datetime
    finished_at: datetime | None

    @property
    def put_back_until(self) -> datetime | None:
        return self.finished_at + PUT_BACK_FOR if self.finished_at and self.state == "done" else None


def percent_of(state: str, done: int, total: int | None) -> int:
    """Of titles done; a file that is being read has no share of its own."""
    if state == "done":
        return 100
    return 99 * done // total if total else 0


def said_json(said: Said) -> dict[str, Any]:
    return asdict(said) | {"specials": {str(number): ms for number, ms in said.specials.items()}}


def said_of(kept: Mapping[str, Any] | None) -> Said:
    """What `said_json` made."""
    line = {name: each for name, each in (kept or {}).items() if name != "specials"}
    return Said(**line, specials={int(number): ms for number, ms in (kept or {}).get("specials", {}).items()})
