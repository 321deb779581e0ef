"""What fans say about how far they are: the horizon it makes, and what a newer word does to an older one. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from fandom.core.horizon import UNKNOWN_LENGTH_MS, Horizon, Position
from fandom.shows.values import EpisodeView

_ORDER = ("unsaid", "none", "at", "all", "open")


@dataclass(frozen=True, slots=True)
class Said:
    """One fan's progress in one show, or one word about it. No `position_ms` is the end of the episode.

    `mode` unsaid: only specials have been spoken of, so the line is the public one.
    """

    mode: str = "unsaid"
    season: int | None = None
    number: int | None = None
    position_ms: int | None = None
    specials: Mapping[int, int] = field(default_factory=dict)

    @property
    def upto(self) -> Position | None:
        if self.season is None or self.number is None:
            return None
        return Position(self.season, self.number, _ms(self.position_ms))


UNSAID = Said()
NOTHING = Said("none")
OPEN = Said("open")
SEEN = ("none", "all", "open")


def reached(episode: EpisodeView, position_ms: int | None) -> Said:
    """The word "I am there". Its last millisecond is its end, so that a corrected length takes nothing away."""
    at_end = position_ms is None or position_ms == episode.duration_ms
    if episode.end.special:
        return Said(specials={episode.number: UNKNOWN_LENGTH_MS if at_end else _ms(position_ms)})
    return Said("at", episode.season, episode.number, None if at_end else position_ms)


def seen_all(episodes: Iterable[EpisodeView], today: date) -> Said:
    """All there was to see by today: what airs later is not part of what was said."""
    out = [each for each in episodes if each.air_date is None or each.air_date <= today]
    specials = {each.number: UNKNOWN_LENGTH_MS for each in out if each.end.special}
    last = max((each.start for each in out if not each.end.special), default=None)
    return Said("at", last.season, last.number, specials=specials) if last else Said("none", specials=specials)


def put(old: Said, word: Said) -> Said:
    """The newer word holds, forwards or back; one about a special leaves the line where it is."""
    if word.mode == "unsaid":
        return replace(old, specials={**old.specials, **word.specials})
    if word.mode == "none":
        return word
    return replace(word, specials={**old.specials, **word.specials})


def advance(old: Said, word: Said) -> Said:
    """The further of the two wins, on the line and in each special."""
    line = max(old, word, key=_rank)
    return replace(line, specials=_furthest(old.specials, word.specials))


def horizon_of(said: Said, public: Horizon) -> Horizon:
    """What nobody foresaw reaches nothing."""
    match said.mode:
        case "all" | "open":
            return Horizon.all()
        case "at" | "none":
            return Horizon(upto=said.upto, specials=said.specials)
        case "unsaid":
            return Horizon(public.everything, public.upto, {**public.specials, **said.specials})
        case _:
            return Horizon.nothing()


def _rank(said: Said) -> tuple[int, Position]:
    return _ORDER.index(said.mode), said.upto or Position(0, 0, 0)


def _furthest(one: Mapping[int, int], other: Mapping[int, int]) -> Mapping[int, int]:
    return {number: max(one.get(number, -1), other.get(number, -1)) for number in {*one, *other}}


def _ms(position_ms: int | None) -> int:
    return UNKNOWN_LENGTH_MS if position_ms is None else position_ms
