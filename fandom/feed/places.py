"""Where in a feed a page goes on: the keys inside its cursors. Pure.

A time-ordered list goes on after an id. A ranked one goes on, first, from what its first page showed and under which
name the rest is to be frozen; then from a place in that frozen rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fandom.core.errors import Invalid
from fandom.core.ids import LENGTH

NOT_OURS = {"cursor": ["This is not a cursor of this list."]}


@dataclass(frozen=True, slots=True)
class Begun:
    """After the first page of a ranked list."""

    ranking_id: str
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """In a ranking that was frozen."""

    ranking_id: str
    at: int


Place = Begun | Frozen


def begun(ranking_id: str, shown: Iterable[str]) -> str:
    return f"b{ranking_id}{''.join(shown)}"


def frozen(ranking_id: str, at: int) -> str:
    return f"f{ranking_id}{at}"


def place(key: str) -> Place:
    """Refuses with Invalid what is the key of a list that goes another way."""
    kind, ranking_id, rest = key[:1], key[1 : LENGTH + 1], key[LENGTH + 1 :]
    if kind == "b" and len(ranking_id) == LENGTH:
        return Begun(ranking_id, ids(rest))
    if kind == "f" and rest.isdigit():
        return Frozen(ranking_id, int(rest))
    raise Invalid(errors=NOT_OURS)


def ids(text: str) -> tuple[str, ...]:
    """Written one after the other."""
    return tuple(text[at : at + LENGTH] for at in range(0, len(text), LENGTH))
