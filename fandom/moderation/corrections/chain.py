"""Where something opens when a correction is taken back, others having been made before or after it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from fandom.core.horizon import Position
from fandom.posts.rules import Seal


@dataclass(frozen=True, slots=True)
class Link:
    """One correction: from where on it opened `before`, and since. `stands`: it has not been taken back."""

    before: Position | None
    since: Position
    stands: bool


def back_to(links: Sequence[Link], present: Seal) -> Seal:
    """`links` are all there were, the oldest first. What its author has moved further since stays so."""
    last = max((at for at, each in enumerate(links) if each.stands), default=-1)
    floor = links[last].since if last >= 0 else None
    if present.floor is None or present.floor == floor:
        return present
    before = links[last + 1].before if present.reveals_at == present.floor else present.reveals_at
    return Seal(before, floor)
