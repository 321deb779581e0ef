"""The demo's catalogue: what is counted from today airs on Thursdays, so that a series is always in mid-season."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from fandom.core import clock
from fandom.shows import importing
from fandom.shows.catalogue import Aired, CatalogueEpisode, CatalogueShow

CATALOGUE = Path(__file__).parent / "catalogue"
THURSDAY = 3


def catalogue() -> tuple[CatalogueShow, ...]:
    since = days_since_thursday(clock.now().date())
    return tuple(_on_thursdays(importing.read(file), since) for file in sorted(CATALOGUE.glob("*.json")))


def days_since_thursday(today: date) -> timedelta:
    """Since the last one that is over: 1 to 7, as the evening of a Thursday may still lie ahead."""
    return timedelta(days=(today.weekday() - THURSDAY - 1) % 7 + 1)


def _on_thursdays(show: CatalogueShow, since: timedelta) -> CatalogueShow:
    return replace(show, episodes=tuple(_moved(each, since) for each in show.episodes))


def _moved(episode: CatalogueEpisode, since: timedelta) -> CatalogueEpisode:
    aired = episode.aired
    if aired is None or aired.fixed:
        return episode
    return replace(episode, aired=Aired(aired.day - since, fixed=False))
