"""Entries of a Trakt export, and of those that write like it, as what was watched. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from fandom.shows.external import shared
from fandom.shows.history import numbers
from fandom.shows.history.values import Seen

NOT_WATCHED = "Nothing says that this was watched."
NOT_AN_ENTRY = "This is neither a show, an episode nor a film."
NO_NAME = "It has neither a title nor ids."
NO_PLACE = "Its season or number cannot be read."
IN_FUTURE = "It was watched in the future."

TIMES = ("watched_at", "last_watched_at")


def seen_in(entry: Any) -> Iterator[Seen | str]:
    """What it says was watched, and the sentences that say what of it is not taken."""
    if not isinstance(entry, dict):
        yield NOT_AN_ENTRY
        return
    about = entry.get("movie") or entry.get("show")
    if not isinstance(about, dict):
        yield NOT_AN_ENTRY
        return
    name = _named(about)
    if name is None:
        yield NO_NAME
    elif entry.get("movie"):
        yield _refusal(entry) or _seen("film", name, (1, 1))
    elif isinstance(entry.get("seasons"), list):
        yield from _seasons(name, entry["seasons"])
    else:
        yield _episode(name, entry, entry.get("episode"))


Name = tuple[str, int | None, Mapping[str, str]]


def _named(about: Mapping[str, Any]) -> Name | None:
    ids = about.get("ids")
    known = shared(ids) if isinstance(ids, dict) else {}
    title = numbers.title(about.get("title"))
    return (title, numbers.year(about.get("year")), known) if title or known else None


def _seasons(name: Name, seasons: list[Any]) -> Iterator[Seen | str]:
    for season in seasons:
        episodes = season.get("episodes") if isinstance(season, dict) else None
        if not isinstance(episodes, list):
            yield NO_PLACE
            continue
        for each in episodes:
            numbered = {**each, "season": season.get("number")} if isinstance(each, dict) else None
            yield _episode(name, each, numbered)


def _episode(name: Name, said: Any, episode: Any) -> Seen | str:
    """`said` is what tells that it was watched, `episode` what it is."""
    if not isinstance(said, dict) or not isinstance(episode, dict):
        return NOT_AN_ENTRY
    refusal = _refusal(said)
    if refusal:
        return refusal
    place = numbers.place(episode.get("season"), episode.get("number"))
    ids = episode.get("ids")
    return _seen("series", name, place, shared(ids) if isinstance(ids, dict) else {}) if place else NO_PLACE


def _seen(kind: str, name: Name, place: tuple[int, int], ids: Mapping[str, str] | None = None) -> Seen:
    return Seen(kind, *name, *place, ids or {})


def _refusal(said: Mapping[str, Any]) -> str | None:
    """Ratings, collections and lists look alike, but for this."""
    times = [said[each] for each in TIMES if said.get(each)]
    if any(numbers.in_future(each) for each in times):
        return IN_FUTURE
    return None if times or (numbers.whole(said.get("plays")) or 0) > 0 else NOT_WATCHED
