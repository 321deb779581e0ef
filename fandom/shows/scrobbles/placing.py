"""Where something heard lies in a show of ours, and how far into it. Never further than it may have been."""

from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.shows import queries
from fandom.shows.external import Match, Meant, episodes_meant, shows_meant
from fandom.shows.progress import Said, reached
from fandom.shows.queries import Place
from fandom.shows.scrobbles.values import Heard
from fandom.shows.values import EpisodeView

# As the servers themselves count: the rest is the credits.
FINISHED = 0.9


def episode_of(heard: Heard) -> EpisodeView | None:
    """By the episode's own ids, else by its show and numbers; None where it is not certain."""
    match = shows_meant([Meant(heard.kind, heard.title, heard.year, heard.ids)])[0]
    place = _by_ids(heard, match) or _by_numbers(heard, match)
    return queries.episodes_at([place]).get(place) if place else None


def word_of(heard: Heard, episode: EpisodeView) -> Said | None:
    """How far it says that somebody is; None where that cannot be known."""
    if heard.finished or (_share(heard) or 0) >= FINISHED:
        return reached(episode, None)
    at = _position(heard, episode.duration_ms)
    return None if at is None else reached(episode, at)


def _by_ids(heard: Heard, match: Match) -> Place | None:
    found = set(episodes_meant(set(heard.episode_ids.items())).values()) if heard.episode_ids else set()
    if len(found) != 1:
        return None
    place = found.pop()
    return None if heard.ids and match.show_id not in {None, place[0]} else place


def _by_numbers(heard: Heard, match: Match) -> Place | None:
    return (match.show_id, *heard.place) if match.show_id and heard.place else None


def _share(heard: Heard) -> float | None:
    """Of their own length; a position beyond it is nonsense."""
    if heard.share is not None:
        return heard.share
    if heard.position_ms is None or not heard.length_ms or heard.position_ms > heard.length_ms:
        return None
    return heard.position_ms / heard.length_ms


def _position(heard: Heard, length_ms: int | None) -> int | None:
    """Where their cut is longer or shorter than ours, the earlier of what both would say."""
    share = _share(heard)
    if heard.length_ms and share is None:
        return None
    scaled = int(share * length_ms) if share is not None and length_ms else None
    told = [each for each in (heard.position_ms, scaled) if each is not None]
    at = min(told, default=None)
    return at if at is not None and at <= (length_ms or UNKNOWN_LENGTH_MS) else None
