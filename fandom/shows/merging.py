"""What a catalogue file changes in rows that are there already. No queries."""

from typing import Any

from fandom.shows.catalogue import SETTINGS, Aired, CatalogueEpisode, CatalogueShow
from fandom.shows.models import Episode, Show
from fandom.shows.titles import folded

FACTS = ("kind", "title", "year", "synopsis", "hue", "poster")
EPISODE_FACTS = ("title", "synopsis", "duration_ms")


def merge_show(row: Show, show: CatalogueShow) -> bool:
    """Whether anything changed. A setting that the file repeats yields to what moderators made of it since."""
    settings = {name: _plain(getattr(show, name)) for name in SETTINGS}
    news = {name: value for name, value in settings.items() if name not in row.imported or row.imported[name] != value}
    wanted = {name: getattr(show, name) for name in FACTS} | news
    wanted |= {"external_ids": dict(show.external_ids), "folded_title": folded(show.title), "imported": settings}
    return _assign(row, wanted)


def merge_episode(row: Episode, episode: CatalogueEpisode) -> bool:
    wanted = {name: getattr(episode, name) for name in EPISODE_FACTS}
    wanted |= {"external_ids": dict(episode.external_ids), "air_date": _air_date(row, episode.aired)}
    return _assign(row, wanted)


def _air_date(row: Episode, aired: Aired | None) -> Any:
    counted = aired is not None and not aired.fixed
    if counted and row.air_date is not None:
        return row.air_date
    return aired.day if aired else None


def _assign(row: object, wanted: dict[str, Any]) -> bool:
    differing = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
