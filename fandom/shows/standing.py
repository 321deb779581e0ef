"""Where a fan stands in a show, as people name places. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fandom.core.horizon import UNKNOWN_LENGTH_MS, Horizon, Position, episode_name
from fandom.shows.progress import UNSAID, Said, advance, seen_all
from fandom.shows.values import EpisodeView

Lengths = Mapping[tuple[int, int], int | None]


@dataclass(frozen=True, slots=True)
class Place:
    """`position_ms` is None where the end of the episode is meant and nobody knows how long it is."""

    season: int
    number: int
    position_ms: int | None
    finished: bool

    @property
    def episode(self) -> str:
        return episode_name(self.season, self.number)


@dataclass(frozen=True, slots=True)
class Standing:
    """`at` and `specials` are what the fan has said; `upto` and `open_specials` what the horizon comes to.

    `seen` is none, all or open where one of these says it.
    """

    said: bool
    seen: str | None
    at: Place | None
    specials: tuple[Place, ...]
    everything: bool
    upto: Place | None
    open_specials: tuple[Place, ...]


def standing(said: Said, horizon: Horizon, episodes: Iterable[EpisodeView], today: date) -> Standing:
    known = tuple(episodes)
    lengths = {(each.season, each.number): each.duration_ms for each in known}
    return Standing(
        said=said != UNSAID,
        seen=_seen(said, known, today),
        at=_place(said.upto, lengths),
        specials=_specials(said.specials, lengths),
        everything=horizon.everything,
        upto=_place(horizon.upto, lengths),
        open_specials=_specials(horizon.specials, lengths),
    )


def _seen(said: Said, episodes: tuple[EpisodeView, ...], today: date) -> str | None:
    if said.mode in {"none", "all", "open"}:
        return said.mode
    return "all" if said.mode == "at" and advance(said, seen_all(episodes, today)) == said else None


def _specials(specials: Mapping[int, int], lengths: Lengths) -> tuple[Place, ...]:
    found = (_place(Position(0, number, ms), lengths) for number, ms in sorted(specials.items()))
    return tuple(place for place in found if place)


def _place(position: Position | None, lengths: Lengths) -> Place | None:
    if position is None:
        return None
    length = lengths.get((position.season, position.number))
    finished = position.ms >= (length or UNKNOWN_LENGTH_MS)
    return Place(position.season, position.number, length if finished else position.ms, finished)
