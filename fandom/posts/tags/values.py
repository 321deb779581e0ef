"""What reads of tags give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagCount:
    """`count`: how many moments that are open to this viewer carry it, or one that means the same."""

    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tag stands for: the one that leads, and all that mean the same, itself among them."""

    tag: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrangled:
    """A tag as its moderators see it. `first` is the name of the first episode that it is open in, None where it
    spoils nothing; `leads_to` what it was joined with, in this fandom or `everywhere`.
    """

    tag: str
    count: int
    first: str | None
    leads_to: str | None
    everywhere: bool
