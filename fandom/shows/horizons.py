"""What fans have said about how far they are, as the horizon that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fandom.core.horizon import Horizon, Position, episode_end


@dataclass(frozen=True, slots=True)
class Said:
    """One fan's progress in one show. `position_ms` None is the end of the episode.

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
        if self.position_ms is None:
            return episode_end(self.season, self.number, None)
        return Position(self.season, self.number, self.position_ms)


UNSAID = Said()


def horizon_of(said: Said, public: Horizon) -> Horizon:
    """What nobody foresaw reaches nothing."""
    match said.mode:
        case "all" | "open":
            return Horizon.all()
        case "at":
            return Horizon(upto=said.upto, specials=said.specials)
        case "none":
            return Horizon(specials=said.specials)
        case "unsaid":
            return Horizon(public.everything, public.upto, {**public.specials, **said.specials})
        case _:
            return Horizon.nothing()
