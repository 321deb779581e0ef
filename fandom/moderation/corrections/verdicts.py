"""What a moderator's decision says of a report that something spoils: it was right, it was wrong, or neither. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from fandom.core.horizon import Position

GONE = frozenset({"removed", "deleted"})
TOOK_AWAY = frozenset({"hide", "remove", "warn"})


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided. `was` is the state it was in; `stands`, from where on it opens when all is done; `floor`, from
    where on by a correction, whatever its author says.
    """

    kinds: Collection[str]
    reason: str
    was: str
    stands: Position | None
    floor: Position | None


def upheld(judged: Judged, said: Position | None, then: Position | None) -> bool | None:
    """`said` is what the report says that it gives away, None if it does not; `then`, from where on it opened then.

    Who names more than a moderator sees in it is wrong: their word would seal it for those whom it spoils nothing. An
    episode is precise enough. Where its author has followed a report nobody has judged it: else two friends could make
    each other a record.
    """
    if "spoiler" not in judged.kinds:
        if TOOK_AWAY & set(judged.kinds):
            return True if judged.reason == "spoiler" else None
        if judged.was in GONE:
            return None
    if _agrees(judged.stands, said, then):
        return True if _agrees(judged.floor, said, then) else None
    return False


def _agrees(stands: Position | None, said: Position | None, then: Position | None) -> bool:
    if said is None or _covers(then, said):
        return stands is not None and not _covers(then, stands)
    return _covers(stands, said, whole=True)


def _covers(place: Position | None, other: Position, *, whole: bool = False) -> bool:
    """`whole`: the episode to its end counts as reached."""
    if place is None:
        return False
    same = (place.season, place.number) == (other.season, other.number)
    return (whole and same) or place.covers(other)
