"""A show's episodes for choosing one of them: by season, their titles only as far as the viewer may know them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from fandom.core import clock
from fandom.core.horizon import episode_name, parse_episode_name
from fandom.core.viewer import Viewer
from fandom.shows import queries
from fandom.shows.progress import SEEN
from fandom.shows.values import ShowView
from fandom.web.place import Here


@dataclass(frozen=True, slots=True)
class Choice:
    """`title` is empty where the show keeps it from this viewer."""

    name: str
    season: int
    number: int
    title: str
    duration_ms: int | None
    aired: bool


@dataclass(frozen=True, slots=True)
class SeasonChoice:
    number: int
    episodes: tuple[Choice, ...]


def choices(viewer: Viewer, show: ShowView) -> Iterator[Choice]:
    horizon = queries.horizon(viewer, show.id)
    today = clock.now().date()
    for each in queries.episodes(show.id):
        known = each.begun(horizon) or not show.withholds_titles
        aired = each.air_date is None or each.air_date <= today
        yield Choice(each.name, each.season, each.number, each.title if known else "", each.duration_ms, aired)


def seasons(viewer: Viewer, show: ShowView) -> tuple[SeasonChoice, ...]:
    """Numbered seasons first, specials last."""
    found = sorted(choices(viewer, show), key=lambda each: (each.season == 0, each.season, each.number))
    return tuple(SeasonChoice(number, tuple(each)) for number, each in groupby(found, key=lambda each: each.season))


def following(where: Here, episodes: Iterable[Choice]) -> str | None:
    """What this viewer sees next: the rest of an episode they are in, or the one after it that has aired."""
    if where.episode is None or where.chosen in SEEN:
        return None
    if where.into_ms is not None:
        return where.episode
    at = parse_episode_name(where.episode) or (0, 0)
    after = ((each.season, each.number) for each in episodes if each.season and each.aired)
    return next((episode_name(*each) for each in sorted(after) if each > at), None)
