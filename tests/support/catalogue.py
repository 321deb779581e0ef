"""Shows, brought in as the import brings them."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from fandom.core.horizon import episode_name
from fandom.infra.db import db, unit_of_work
from fandom.shows import actions, queries
from fandom.shows.catalogue_schema import parsed
from fandom.shows.values import ShowView

PALETTE = ["🔥", "😂", "😭", "😱", "👏", "❤"]
HOUR_MS = 3_600_000
_numbers = count(1)


def episode(season: int, number: int, **fields: Any) -> dict[str, Any]:
    """Aired long ago, an hour long."""
    name = episode_name(season, number)
    return {"number": name, "title": f"Title of {name}", "duration_ms": HOUR_MS, "air_date": "2020-01-01"} | fields


def season(number: int, episodes: int, **fields: Any) -> list[dict[str, Any]]:
    return [episode(number, each, **fields) for each in range(1, episodes + 1)]


def show_file(slug: str = "the-lantern", episodes: int | Iterable[dict[str, Any]] = 3, **fields: Any) -> dict[str, Any]:
    """A catalogue file; `episodes` is a number of them in season 1, or what `episode` and `season` give."""
    made = season(1, episodes) if isinstance(episodes, int) else list(episodes)
    title = slug.replace("-", " ").title()
    return {"slug": slug, "kind": "series", "title": title, "palette": PALETTE, "episodes": made} | fields


def make_show(slug: str | None = None, episodes: int | Iterable[dict[str, Any]] = 3, **fields: Any) -> ShowView:
    """A show in the database; its slug is one of its own unless it is given."""
    show = parsed(show_file(slug or f"show-{next(_numbers)}", episodes, **fields))
    if db.session().info.get("working"):
        actions.import_show(show=show)
    else:
        with unit_of_work():
            actions.import_show(show=show)
    found = queries.by_slug(show.slug)
    assert found is not None
    return found
