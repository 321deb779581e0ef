"""What happens to clusters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeaderBeaten:
    """A member of its cluster is clearly ahead of the one that leads it."""

    moment_id: str
