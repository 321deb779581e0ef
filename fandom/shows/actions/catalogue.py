"""Bringing shows in."""

from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.core.ids import new_id
from fandom.infra.db import db, record
from fandom.shows import merging, reached
from fandom.shows.catalogue import CatalogueShow
from fandom.shows.events import ShowChanged, ShowImported
from fandom.shows.models import Episode, Season, Show

Outcome = Literal["added", "changed", "unchanged"]


def import_show(*, show: CatalogueShow) -> Outcome:
    """Bring a show in, or up to date. Episodes that the file no longer has stay: fans may have posted about them."""
    added = _insert(show)
    row = db.session.scalars(select(Show).where(Show.slug == show.slug).with_for_update()).one()
    parts = [merging.merge_show(row, show), _merge_seasons(row.id, show), _merge_episodes(row.id, show)]
    if not any(parts):
        return "unchanged"
    row.version += 0 if added else 1
    reached.refresh([row.id])
    record(ShowImported(row.id))
    return "added" if added else "changed"


def tell_length(*, show_id: str, season: int, number: int, duration_ms: int) -> None:
    """What its video says, where nobody has said how long an episode is."""
    place = (Episode.show_id == show_id, Episode.season == season, Episode.number == number)
    untold = (*place, Episode.duration_ms.is_(None))
    if duration_ms > UNKNOWN_LENGTH_MS or db.session.scalar(select(Episode.number).where(*untold)) is None:
        return
    # The show before its episodes, as every import locks them.
    row = db.session.get_one(Show, show_id, with_for_update=True, populate_existing=True)
    db.session.execute(update(Episode).where(*untold).values(duration_ms=duration_ms))
    row.version += 1
    reached.refresh([show_id])
    record(ShowChanged(show_id))


def _insert(show: CatalogueShow) -> bool:
    """False when it is there already; two who bring in the same new show wait for each other here."""
    row = {
        "id": new_id(),
        "slug": show.slug,
        "kind": show.kind,
        "title": show.title,
        "palette": list(show.palette),
        "created_at": clock.now(),
    }
    made = insert(Show).values(row).on_conflict_do_nothing(index_elements=["slug"]).returning(Show.id)
    return db.session.scalar(made) is not None


def _merge_seasons(show_id: str, show: CatalogueShow) -> bool:
    """Those named in the file, and those that only its episodes speak of."""
    there = {row.number: row for row in db.session.scalars(select(Season).where(Season.show_id == show_id))}
    wanted = dict.fromkeys(each.season for each in show.episodes) | {each.number: each.title for each in show.seasons}
    news = {number: title for number, title in wanted.items() if number not in there or there[number].title != title}
    for number, title in news.items():
        db.session.merge(Season(show_id=show_id, number=number, title=title))
    return bool(news)


def _merge_episodes(show_id: str, show: CatalogueShow) -> bool:
    asked = select(Episode).where(Episode.show_id == show_id)
    there = {(row.season, row.number): row for row in db.session.scalars(asked)}
    changes = []
    for episode in show.episodes:
        row = there.get((episode.season, episode.number))
        if row is None:
            row = Episode(show_id=show_id, season=episode.season, number=episode.number)
            db.session.add(row)
        changes.append(merging.merge_episode(row, episode))
    return any(changes)
