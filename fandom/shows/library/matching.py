"""Which show of ours a title of a folder is: by the ids of other catalogues, then by its title and year."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select

from fandom.infra.db import db
from fandom.shows.external import SHARED, agreeing, may_be
from fandom.shows.library import names
from fandom.shows.library.values import Title
from fandom.shows.models import Show
from fandom.shows.titles import folded


def match(title: Title) -> Show | None:
    """Held until the end of the transaction."""
    kind = Show.kind == title.kind
    ids = [Show.external_ids.contains({name: value}) for name, value in title.external_ids.items() if name in SHARED]
    known = _held(select(Show).where(kind, or_(*ids))) if ids else []
    if known:
        return max(known, key=lambda each: len(agreeing(each.external_ids, title.external_ids)))
    alike = _held(select(Show).where(kind, Show.folded_title == folded(title.title)))
    return next((each for each in alike if _alike(each, title)), None)


def free_slug(title: Title) -> str:
    """One that no show has yet: the title's, with its year, with a number."""
    base = names.slug(folded(title.title))
    taken = set(db.session.scalars(select(Show.slug).where(Show.slug.startswith(base, autoescape=True))))
    return next(each for each in _slugs(base, title.year) if each not in taken)


def _slugs(base: str, year: int | None) -> Iterable[str]:
    yield base
    if year:
        yield f"{base}-{year}"
    yield from (f"{base}-{number}" for number in range(2, 100_000))


def _held(query: Any) -> list[Show]:
    return list(db.session.scalars(query.order_by(Show.id).with_for_update()))


def _alike(show: Show, title: Title) -> bool:
    return may_be(show.external_ids, show.year, title.external_ids, title.year)
