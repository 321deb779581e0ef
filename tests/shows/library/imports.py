"""Imports made step by step, and all that they leave."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from fandom.core.ids import new_id
from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from fandom.media.models import Holder
from fandom.shows.library import actions, queries, running
from fandom.shows.library.values import Import
from fandom.shows.models import Episode, Season, Show
from tests.shows.library.folders import film, put, series

COLUMNS = ("slug", "kind", "title", "year", "synopsis", "hue", "external_ids", "imported", "version")


def started(root: Path) -> str:
    with unit_of_work():
        return actions.start(viewer=SYSTEM, path=str(root))


def bring(root: Path, steps: int = 1000) -> Import:
    """So many steps of the import that is under way, or of a new one; who made them is gone afterwards."""
    import_id, runner = started(root), new_id()
    for _ in range(steps):
        if not running.advance(import_id, runner):
            break
    with unit_of_work():
        actions.let_go(import_id=import_id, runner=runner)
    found = queries.by_id(import_id)
    assert found is not None
    return found


def rows() -> dict[str, Any]:
    """Everything in the catalogue, by names instead of ids."""
    db.session.expire_all()
    shows = list(db.session.scalars(select(Show).order_by(Show.slug)))
    slugs = {each.id: each.slug for each in shows}
    episodes = db.session.scalars(select(Episode).order_by(Episode.show_id, Episode.season, Episode.number))
    kept = db.session.execute(select(Holder.holder_kind, Holder.holder_id).order_by(Holder.holder_id))
    return {
        "shows": [[getattr(each, name) for name in COLUMNS] for each in shows],
        "seasons": sorted(
            (slugs[each.show_id], each.number, each.title) for each in db.session.scalars(select(Season))
        ),
        "episodes": sorted(
            (slugs[each.show_id], each.season, each.number, each.title, str(each.air_date), str(each.imported))
            for each in episodes
        ),
        "kept": sorted(f"{row[0]} {slugs[row[1][:13]]}{row[1][13:]}" for row in kept),
    }


def whole(root: Path) -> Path:
    series(root)
    series(root, "Other Lights", episodes=2, year="2001", tvdbid="7")
    film(root)
    put(root, "broken/tvshow.nfo", "<!DOCTYPE x><tvshow/>")
    put(root, "address.nfo", "https://example.org")
    return root


def show(slug: str) -> Show:
    db.session.expire_all()
    return db.session.scalars(select(Show).where(Show.slug == slug)).one()
