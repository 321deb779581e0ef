"""A title that was read, brought into the catalogue or up to date in it."""

from typing import Any

from sqlalchemy import select

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, record
from fandom.shows import merging, reached
from fandom.shows.actions.catalogue import Outcome
from fandom.shows.catalogue import CatalogueEpisode
from fandom.shows.events import EpisodeFileFound, ShowImported
from fandom.shows.library import videos
from fandom.shows.library.matching import free_slug, match
from fandom.shows.library.values import Read, Title
from fandom.shows.models import Episode, Season, Show
from fandom.shows.titles import folded

SIX = ("🔥", "😂", "😭", "😱", "👏", "❤")
MEMORY = "library"


def bring_in(*, read: Read, title: Title) -> tuple[str, Outcome]:
    """Its id, and what it came to. What people made of a show stays as they made it; nothing is ever taken away."""
    row = match(title)
    added = row is None
    show = row or _made(title)
    db.session.flush()
    parts = [_fill_show(show, title), _fill_seasons(show.id, title), _fill_episodes(show.id, title)]
    for video in videos.own(read.videos):
        record(EpisodeFileFound(show.id, video.season, video.number, video.path))
    if not added and not any(parts):
        return show.id, "unchanged"
    show.version += 0 if added else 1
    reached.refresh([show.id])
    record(ShowImported(show.id))
    return show.id, "added" if added else "changed"


def _made(title: Title) -> Show:
    show = Show(
        id=new_id(),
        slug=free_slug(title),
        kind=title.kind,
        title=title.title,
        folded_title=folded(title.title),
        palette=list(SIX),
        external_ids={},
        imported={},
        created_at=clock.now(),
    )
    db.session.add(show)
    return show


def _fill_show(show: Show, title: Title) -> bool:
    before = (show.title, show.year, show.synopsis, show.external_ids, show.imported)
    memory = show.imported.get(MEMORY, {})
    said = {"title": title.title, "year": title.year, "synopsis": title.synopsis}
    show.imported = show.imported | {MEMORY: merging.fill(show, memory, said)}
    show.folded_title = folded(show.title)
    show.external_ids = dict(title.external_ids) | show.external_ids
    return before != (show.title, show.year, show.synopsis, show.external_ids, show.imported)


def _fill_seasons(show_id: str, title: Title) -> bool:
    there = {row.number: row for row in db.session.scalars(select(Season).where(Season.show_id == show_id))}
    wanted = dict.fromkeys(each.season for each in title.episodes) | dict(title.seasons)
    changed = False
    for number, name in wanted.items():
        row = there.get(number)
        if row is None:
            db.session.add(Season(show_id=show_id, number=number, title=name))
        elif name and not row.title:
            row.title = name
        else:
            continue
        changed = True
    return changed


def _fill_episodes(show_id: str, title: Title) -> bool:
    asked = select(Episode).where(Episode.show_id == show_id)
    there = {(row.season, row.number): row for row in db.session.scalars(asked)}
    changes = [_fill_episode(there.get((each.season, each.number)), show_id, each) for each in title.episodes]
    return any(changes)


def _fill_episode(row: Episode | None, show_id: str, episode: CatalogueEpisode) -> bool:
    added = row is None
    if row is None:
        row = Episode(show_id=show_id, season=episode.season, number=episode.number, title="", synopsis="")
        row.external_ids, row.imported = {}, {}
        db.session.add(row)
    before = _state(row)
    row.imported = merging.fill(row, row.imported, _said(episode))
    row.external_ids = dict(episode.external_ids) | row.external_ids
    return added or before != _state(row)


def _said(episode: CatalogueEpisode) -> dict[str, Any]:
    return {
        "title": episode.title,
        "synopsis": episode.synopsis,
        "duration_ms": episode.duration_ms,
        "air_date": episode.aired.day if episode.aired else None,
    }


def _state(row: Episode) -> tuple[Any, ...]:
    return row.title, row.synopsis, row.duration_ms, row.air_date, row.external_ids, row.imported
