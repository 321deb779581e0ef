"""What a catalogue file changes in rows that are there already. No queries."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fandom.core.text.emoji import PALETTE_MOST, PALETTE_SIZE
from fandom.shows.catalogue import SETTINGS, Aired, CatalogueEpisode, CatalogueShow
from fandom.shows.models import Episode, Show
from fandom.shows.titles import folded

FACTS = ("kind", "title", "year", "synopsis", "hue", "poster")
EPISODE_FACTS = ("title", "synopsis", "duration_ms")


def merge_show(row: Show, show: CatalogueShow) -> bool:
    """Whether anything changed. What the file only repeats yields to what people made of it since."""
    said = {name: _plain(getattr(show, name)) for name in (*SETTINGS, *FACTS)}
    wanted = {name: value for name, value in said.items() if name not in row.imported or row.imported[name] != value}
    if "palette" in wanted:
        # What a fandom added beside the six is its own.
        own = (row.palette or [])[PALETTE_SIZE:]
        wanted["palette"] = list(dict.fromkeys([*wanted["palette"], *own]))[:PALETTE_MOST]
    wanted |= {"external_ids": dict(show.external_ids), "imported": row.imported | said}
    wanted["folded_title"] = folded(wanted.get("title", row.title))
    return _assign(row, wanted)


def fill(row: object, memory: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Set what a folder says, where nothing stands yet or what it said before: what else is there, somebody chose.

    Answers what to remember of it.
    """
    told = {name: value for name, value in said.items() if value not in ("", None)}
    for name, value in told.items():
        there = getattr(row, name)
        if memory.get(name) != _kept(value) and (there in ("", None) or _kept(there) == memory.get(name)):
            setattr(row, name, value)
    return dict(memory) | {name: _kept(value) for name, value in told.items()}


def merge_episode(row: Episode, episode: CatalogueEpisode) -> bool:
    wanted = {name: getattr(episode, name) for name in EPISODE_FACTS}
    if episode.duration_ms is None:
        # Its video may have said since how long it is.
        del wanted["duration_ms"]
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


def _kept(value: Any) -> Any:
    """As JSON remembers it."""
    return value.isoformat() if isinstance(value, date) else value


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
