"""How far somebody has got in a show, and whether a thing lies past that: the arithmetic of spoilers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Self

OPEN_AFTER = timedelta(days=28)
UNKNOWN_LENGTH_MS = 24 * 60 * 60 * 1000  # the end of an episode whose length nobody has told us

_name = re.compile(r"s(\d{2,3})e(\d{2,4})", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in a show; ordered by season, number and ms, so that an inserted episode moves nobody."""

    season: int
    number: int
    ms: int

    @property
    def special(self) -> bool:
        return self.season == 0

    @property
    def key(self) -> int:
        """One whole number in the same order, as `reveal_key` has it in the tables."""
        return self.season << 41 | self.number << 27 | self.ms

    @classmethod
    def of_key(cls, key: int) -> Self:
        return cls(key >> 41, key >> 27 & 0x3FFF, key & 0x7FF_FFFF)

    @property
    def episode(self) -> str:
        return episode_name(self.season, self.number)

    def covers(self, other: Self) -> bool:
        """Whether everybody who has reached this has reached the other one. A special compares only with itself."""
        if self.special or other.special:
            return (self.season, self.number) == (other.season, other.number) and self.ms >= other.ms
        return self >= other


@dataclass(frozen=True, slots=True)
class Horizon:
    """`upto` is the furthest numbered position; specials stand beside that line, each with its own furthest ms."""

    everything: bool = False
    upto: Position | None = None
    specials: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def nothing(cls) -> Self:
        return cls()

    @classmethod
    def all(cls) -> Self:
        return cls(everything=True)

    @classmethod
    def at(cls, position: Position | None) -> Self:
        """Of who has got exactly so far, on the line or in this one special."""
        if position is None or not position.special:
            return cls(upto=position)
        return cls(specials={position.number: position.ms})

    def reaches(self, reveals: Position | None) -> bool:
        """True if what reveals this position spoils nothing here: reached exactly is reached, None reveals nothing."""
        if reveals is None or self.everything:
            return True
        if reveals.special:
            return reveals.ms <= self.specials.get(reveals.number, -1)
        return self.upto is not None and reveals <= self.upto

    @property
    def keys(self) -> tuple[tuple[int, int | None], ...]:
        """The keys of all positions that are reached, as ranges with both their ends; None has no end."""
        if self.everything:
            return ((0, None),)
        specials = ((Position(0, number, 0).key, ms) for number, ms in sorted(self.specials.items()) if ms >= 0)
        line = ((Position(1, 0, 0).key, self.upto.key),) if self.upto and not self.upto.special else ()
        return (*((start, start + ms) for start, ms in specials), *line)


@dataclass(frozen=True, slots=True)
class Airing:
    """An episode as the public horizon needs it: where it stands, how long it is, and when it was first shown."""

    season: int
    number: int
    duration_ms: int | None
    air_date: date | None

    @property
    def end(self) -> Position:
        return episode_end(self.season, self.number, self.duration_ms)

    def open_on(self, today: date, after: timedelta) -> bool:
        return self.air_date is not None and today - self.air_date > after


def episode_end(season: int, number: int, duration_ms: int | None) -> Position:
    return Position(season, number, UNKNOWN_LENGTH_MS if duration_ms is None else duration_ms)


def public_horizon(airings: Iterable[Airing], today: date, after: timedelta = OPEN_AFTER) -> Horizon:
    """What everybody may know: it stops before the first numbered episode that is not open yet, whatever follows."""
    upto: Position | None = None
    specials: dict[int, int] = {}
    stopped = False
    for airing in sorted(airings, key=lambda each: (each.season, each.number)):
        is_open = airing.open_on(today, after)
        if airing.end.special and is_open:
            specials[airing.number] = airing.end.ms
        elif not airing.end.special:
            stopped = stopped or not is_open
            upto = upto if stopped else airing.end
    return Horizon(upto=upto, specials=specials)


def episode_name(season: int, number: int) -> str:
    return f"s{season:02d}e{number:02d}"


def parse_episode_name(text: str) -> tuple[int, int] | None:
    """(season, number) of "s01e02", up to s999e9999; None for anything that is not the one way to write it."""
    found = _name.fullmatch(text)
    if found is None:
        return None
    season, number = int(found[1]), int(found[2])
    return (season, number) if episode_name(season, number) == text else None


@dataclass(frozen=True, slots=True)
class Distance:
    """The way from where somebody is to what is sealed: names only, `more` counts those left out in between."""

    here: str | None
    between: tuple[str, ...]
    more: int
    there: str


def distance(horizon: Horizon, to: Position, episodes: Iterable[tuple[int, int]], shown: int = 3) -> Distance:
    """`episodes` are the show's (season, number); a special has no way to it but itself."""
    there = (to.season, to.number)
    here = (horizon.upto.season, horizon.upto.number) if horizon.upto else None
    if to.special or here == there:
        return Distance(here and episode_name(*here), (), 0, to.episode)
    way = sorted({each for each in episodes if each[0] > 0 and (here or (0, 0)) < each < there})
    names = tuple(episode_name(*each) for each in way[:shown])
    return Distance(here and episode_name(*here), names, len(way) - len(names), to.episode)
