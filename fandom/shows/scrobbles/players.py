"""What Jellyfin, Plex, and those that speak as Trakt hears it send, as one thing heard. Pure.

What is missing or nonsense is None; numbers may come as text, as templates in Jellyfin's plugin write them.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from fandom.core.errors import Invalid
from fandom.shows.external import shared
from fandom.shows.history import numbers
from fandom.shows.scrobbles.values import Heard, Message

Said = Mapping[str, Any]
TICKS_PER_MS = 10_000
MOST_MS = 24 * 60 * 60 * 1000
UNKNOWN = "This is not what Jellyfin, Plex or a Trakt-style scrobbler sends."
JELLYFIN = frozenset({"PlaybackStart", "PlaybackProgress", "PlaybackStop"})
PLEX = frozenset({"media.play", "media.pause", "media.resume", "media.stop", "media.scrobble"})
TRAKT = frozenset({"start", "pause", "stop", "scrobble"})


def message_of(said: Any) -> Message:
    """Invalid for what none of them sends."""
    if isinstance(said, dict):
        for player, mark, hear in PLAYERS:
            if isinstance(said.get(mark), str):
                return Message(player, _digest(said), hear(said))
    raise Invalid({"": [UNKNOWN]})


def _jellyfin(said: Said) -> Heard | None:
    if said["NotificationType"] not in JELLYFIN or said.get("ItemType") not in ("Episode", "Movie"):
        return None
    ids = shared({name[9:]: value for name, value in said.items() if name.startswith("Provider_")})
    about = _episode(said, "SeriesName", ("SeasonNumber", "EpisodeNumber"), ids)
    if said["ItemType"] == "Movie":
        about = _film(said, "Name", "Year", ids)
    return Heard(
        player="jellyfin",
        user=_text(said.get("NotificationUsername")),
        **about,
        position_ms=_ms(said.get("PlaybackPositionTicks"), TICKS_PER_MS),
        length_ms=_ms(said.get("RunTimeTicks"), TICKS_PER_MS),
        finished=str(said.get("PlayedToCompletion")).lower() == "true",
        at=_when(said.get("UtcTimestamp")),
    )


def _plex(said: Said) -> Heard | None:
    about = said.get("Metadata")
    if said["event"] not in PLEX or not isinstance(about, dict) or about.get("type") not in ("episode", "movie"):
        return None
    account, guids = said.get("Account"), about.get("Guid")
    ids = _guids(guids if isinstance(guids, list) else [])
    film = about["type"] == "movie"
    return Heard(
        player="plex",
        user=_text(account.get("title")) if isinstance(account, dict) else None,
        **(
            _film(about, "title", "year", ids)
            if film
            else _episode(about, "grandparentTitle", ("parentIndex", "index"), ids)
        ),
        position_ms=_ms(about.get("viewOffset")),
        length_ms=_ms(about.get("duration")),
        finished=said["event"] == "media.scrobble",
    )


def _trakt(said: Said) -> Heard | None:
    show, episode, film = (each if isinstance(each := said.get(name), dict) else {} for name in _TRAKT)
    if said["action"] not in TRAKT or not (film or episode):
        return None
    about = film or show
    share = _share(said.get("progress"))
    return Heard(
        player="kodi",
        user=_text(said.get("user") or said.get("username")),
        kind="film" if film else "series",
        title=numbers.title(about.get("title")),
        year=numbers.year(about.get("year")),
        ids=_ids(about),
        place=(1, 1) if film else numbers.place(episode.get("season"), episode.get("number")),
        episode_ids={} if film else _ids(episode),
        share=share,
        finished=said["action"] == "scrobble" and "progress" not in said,
        at=_when(said.get("watched_at")),
    )


_TRAKT = ("show", "episode", "movie")
PLAYERS: tuple[tuple[str, str, Callable[[Said], Heard | None]], ...] = (
    ("jellyfin", "NotificationType", _jellyfin),
    ("plex", "event", _plex),
    ("kodi", "action", _trakt),
)


def _film(said: Said, title: str, year: str, ids: Mapping[str, str]) -> dict[str, Any]:
    about = {"kind": "film", "title": numbers.title(said.get(title)), "year": numbers.year(said.get(year))}
    return {**about, "ids": ids, "place": (1, 1)}


def _episode(said: Said, title: str, place: tuple[str, str], ids: Mapping[str, str]) -> dict[str, Any]:
    """The ids are the episode's, and its year is not the show's."""
    named = {"kind": "series", "title": numbers.title(said.get(title)), "episode_ids": ids}
    return {**named, "place": numbers.place(*(said.get(each) for each in place))}


def _ids(about: Said) -> Mapping[str, str]:
    found = about.get("ids")
    return shared(found) if isinstance(found, dict) else {}


def _guids(guids: list[Any]) -> Mapping[str, str]:
    """tvdb://81189"""
    texts = [each["id"] for each in guids if isinstance(each, dict) and isinstance(each.get("id"), str)]
    return shared({name: value for name, mark, value in (text.partition("://") for text in texts) if mark})


def _ms(value: Any, per_ms: int = 1) -> int | None:
    """A position that no film reaches is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    found = value if isinstance(value, int) and not isinstance(value, bool) else None
    return found // per_ms if found is not None and 0 <= found <= MOST_MS * per_ms else None


def _share(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        return None
    return value / 100


def _text(value: Any) -> str | None:
    return numbers.title(value)[:64] or None


def _when(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip()[:40])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _digest(said: Said) -> str:
    try:
        return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
    except orjson.JSONEncodeError as error:  # deeper than it writes, though not than it reads
        raise Invalid({"": [UNKNOWN]}) from error
