"""Which of our shows and episodes the titles of an import are, and how far they say that somebody is.

The furthest episode watched counts, whatever was left out before it: a horizon is one line. The report names each
step, and each can be put back, for those who once watched a single episode far ahead.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.infra.db import db
from fandom.shows.external import Meant, episodes_meant, shows_meant
from fandom.shows.history.models import HistoryTitle
from fandom.shows.models import Episode
from fandom.shows.progress import Said
from fandom.shows.queries import Place

NO_EPISODES = "None of the episodes you watched are here."

ByEpisode = Mapping[tuple[str, str], Place]


@dataclass(frozen=True, slots=True)
class Resolved:
    """`word` is what to advance to; without one, `why` says what is missing. `unknown` episodes are not here."""

    show_id: str | None
    word: Said | None
    why: str = ""
    unknown: int = 0


def resolve(titles: Sequence[HistoryTitle]) -> list[Resolved]:
    """In their order; a few queries for all of them."""
    matches = shows_meant([Meant(each.kind, each.title, each.year, each.ids) for each in titles])
    lost = [title for match, title in zip(matches, titles, strict=True) if match.show_id is None]
    by_episode = episodes_meant({pair for title in lost for _, _, ids in title.watched for pair in ids.items()})
    shows = [match.show_id or _by_episodes(title, by_episode) for match, title in zip(matches, titles, strict=True)]
    here = _episodes({show_id for show_id in shows if show_id})
    return [
        _resolved(show_id, title, here[show_id]) if show_id else Resolved(None, None, match.why, len(title.watched))
        for show_id, title, match in zip(shows, titles, matches, strict=True)
    ]


def _by_episodes(title: HistoryTitle, by_episode: ByEpisode) -> str | None:
    """The show that all episodes belong to of which we know the ids."""
    found = {by_episode[pair][0] for _, _, ids in title.watched for pair in ids.items() if pair in by_episode}
    return found.pop() if len(found) == 1 else None


def _resolved(show_id: str, title: HistoryTitle, here: "_Here") -> Resolved:
    places = list(_places(title, here))
    unknown = len(title.watched) - len(places)
    if not places:
        return Resolved(show_id, None, NO_EPISODES, unknown)
    specials = {number: UNKNOWN_LENGTH_MS for season, number in places if season == 0}
    line = max((each for each in places if each[0] > 0), default=None)
    word = Said("at", *line, None, specials) if line else Said(specials=specials)
    return Resolved(show_id, word, unknown=unknown)


def _places(title: HistoryTitle, here: "_Here") -> Iterator[tuple[int, int]]:
    """By an episode's own ids, as others count some shows otherwise; else by its numbers."""
    for season, number, ids in title.watched:
        own = [here.by_id[pair] for pair in ids.items() if pair in here.by_id]
        place = own[0] if own else (season, number)
        if place in here.places:
            yield place


@dataclass(slots=True)
class _Here:
    """The episodes of one show, and which of them other catalogues call what."""

    places: set[tuple[int, int]] = field(default_factory=set)
    by_id: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


def _episodes(show_ids: Collection[str]) -> Mapping[str, _Here]:
    found = {show_id: _Here() for show_id in show_ids}
    columns = (Episode.show_id, Episode.season, Episode.number, Episode.external_ids)
    for show_id, season, number, ids in db.session.execute(select(*columns).where(Episode.show_id.in_(show_ids))):
        found[show_id].places.add((season, number))
        found[show_id].by_id |= dict.fromkeys(ids.items(), (season, number))
    return found
