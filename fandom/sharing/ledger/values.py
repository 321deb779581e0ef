"""What is counted, and how it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

WAYS = ("link", "inside", "outside")
# Watched this far, of four quarters.
QUARTERS = ("quarter", "half", "most", "whole")
FURTHER = ("play", *QUARTERS, "title", "join")
# A person has one mark of each, whatever way they came.
MARKS = ("open", *FURTHER)
COUNTS = (*WAYS, *FURTHER)
# Of fewer, a share would say what one of them did.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Noted:
    """`mark` is what a person does once; `count` is what it counts as."""

    mark: str
    count: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as counting goes. `account_id` is None for visitors, who are told apart by the rest."""

    account_id: str | None
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Tally:
    """People, by what they did: `of` has a number for each of `COUNTS` that is not 0."""

    of: Mapping[str, int] = field(default_factory=dict)

    @property
    def opens(self) -> int:
        return sum(self.of.get(way, 0) for way in WAYS)

    @property
    def plays(self) -> int:
        return self["play"]

    @property
    def reached(self) -> tuple[int, ...]:
        """How many got through each quarter."""
        return tuple(self[each] for each in QUARTERS)

    @property
    def shares(self) -> tuple[float, ...] | None:
        """Of those who played, 0 to 1; None where they are too few to say."""
        if self.plays < ENOUGH:
            return None
        return tuple(min(1.0, each / self.plays) for each in self.reached)

    def __getitem__(self, kind: str) -> int:
        return self.of.get(kind, 0)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally({kind: self[kind] + other[kind] for kind in self.of.keys() | other.of.keys()})


@dataclass(frozen=True, slots=True)
class Insights:
    """Of one moment, or of several. `days` are those on which something happened, the first one first."""

    total: Tally
    days: Mapping[date, Tally]
