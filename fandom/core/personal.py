"""Asking every slice for its part of an account: to give it to its owner, and to erase it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an export. `read` gives its bytes in chunks, when it is written and not before.

    `packed`: its bytes are compressed already.
    """

    path: str
    read: Callable[[], Iterable[bytes]]
    packed: bool = False


Export = Callable[[str], Iterable[Piece]]
# One step in the caller's unit of work: True while there is more to do. Done twice it is as done once.
Erase = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Part:
    export: Export | None
    erase: Erase | None


_parts: dict[str, _Part] = {}


def answer(name: str, *, export: Export | None = None, erase: Erase | None = None) -> None:
    """For the slice `name`. Lower slices answer first; saying so again is the same as once."""
    _parts[name] = _Part(export, erase)


def forget(name: str) -> None:
    _parts.pop(name, None)


def pieces(account_id: str) -> list[Piece]:
    """All that is kept of an account."""
    return [piece for part in _parts.values() if part.export for piece in part.export(account_id)]


def erasing() -> tuple[str, ...]:
    """Who has something to erase, in the order in which it is to be done: the upper stand on the lower."""
    return tuple(name for name, part in reversed(_parts.items()) if part.erase)


def erase(name: str, account_id: str) -> bool:
    """One step. False when there is nothing left, or nobody goes by that name any more."""
    part = _parts.get(name)
    return bool(part and part.erase and part.erase(account_id))
