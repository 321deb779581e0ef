"""What playing an episode means for how far a fan has come: where it goes on, and from where on it counts. Pure.

Playing moves nobody past what they have not seen. It counts where it began no further than `SKIPPED_MS` past a place
that was reached before, as after a skipped intro; players have to have played five seconds of it. What is begun
further on, as by a link or by dragging to the end, counts only once the fan has said that this is where they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fandom.core.horizon import Horizon, Position
from fandom.shows.progress import Said
from fandom.shows.values import EpisodeView

SKIPPED_MS = 180_000
# Who stopped in the credits has seen the episode.
CREDITS_MS = 300_000
# So near to its end nobody goes on, but begins again.
OVER_MS = 30_000


@dataclass(frozen=True, slots=True)
class Watched:
    """`moves`: whether playing moves this fan at all. `from_ms`: so far is reached, None where not even its beginning.

    `resumes_ms`: where they had got to in it.
    """

    moves: bool
    from_ms: int | None
    resumes_ms: int | None


def watched(said: Said | None, horizon: Horizon, episode: EpisodeView, episodes: Iterable[EpisodeView]) -> Watched:
    """`said` is None for visitors, `horizon` what it comes to; `episodes` are all of the show."""
    moves = said is not None and said.mode not in {"all", "open"}
    return Watched(moves, _from(horizon, episode, episodes), _resumes(said, episode) if said else None)


def _from(horizon: Horizon, episode: EpisodeView, episodes: Iterable[EpisodeView]) -> int | None:
    end = episode.end
    if horizon.reaches(end):
        return end.ms
    if end.special:
        return max(horizon.specials.get(episode.number, 0), 0)
    if episode.begun(horizon) and horizon.upto:
        return horizon.upto.ms
    return 0 if _led_up_to(horizon, episode, episodes) else None


def _led_up_to(horizon: Horizon, episode: EpisodeView, episodes: Iterable[EpisodeView]) -> bool:
    """Whether the episode before it has been seen, but for its credits; or there is none."""
    before = max((each.end for each in episodes if not each.end.special and each.end < episode.start), default=None)
    return before is None or horizon.reaches(Position(before.season, before.number, max(before.ms - CREDITS_MS, 0)))


def _resumes(said: Said, episode: EpisodeView) -> int | None:
    ms = said.specials.get(episode.number) if episode.end.special else _into(said.upto, episode)
    over = episode.duration_ms is not None and ms is not None and ms > episode.duration_ms - OVER_MS
    return None if not ms or over or ms >= episode.end.ms else ms


def _into(upto: Position | None, episode: EpisodeView) -> int | None:
    return upto.ms if upto and (upto.season, upto.number) == (episode.season, episode.number) else None
