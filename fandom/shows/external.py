"""Which show or episode of ours somebody else means: by the ids of other catalogues, else by title and year.

Many at once: one query for a few thousand. Where it is not certain, nothing is meant: a wrong show would spoil.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import cast, column, func, select
from sqlalchemy.dialects.postgresql import JSONB

from fandom.infra.db import db
from fandom.shows.models import Episode, Show
from fandom.shows.queries import Place
from fandom.shows.titles import folded

T = TypeVar("T")
SHARED = ("imdb", "tvdb", "tmdb", "tvmaze", "wikidata", "anidb")
AT_ONCE = 2000
UNKNOWN = "No show or film here goes by that name or those ids."
SEVERAL = "Several go by that name here, and nothing tells them apart."
_YEAR = re.compile(r"\s*\((\d{4})\)\s*$")

Ids = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Meant:
    """A show or film as another catalogue has it; `kind` is series or film, as theirs count their ids apart."""

    kind: str
    title: str = ""
    year: int | None = None
    ids: Ids = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """`show_id`, or the sentence that says why there is none."""

    show_id: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    kind: str
    year: int | None
    external_ids: Mapping[str, Any]
    folded_title: str


def shared(ids: Mapping[str, Any]) -> dict[str, str]:
    """Of the ids that somebody gives those that we may know, as we keep them."""
    given = {str(name).lower(): each for name, each in ids.items()}
    kept = {name: str(given[name]).strip() for name in SHARED if _is_id(given.get(name))}
    return {name: value for name, value in kept.items() if value and value != "0" and len(value) <= 64}


def agreeing(ours: Mapping[str, Any], theirs: Ids) -> list[str]:
    """Names of the catalogues that have the same id for both."""
    return [name for name, value in theirs.items() if ours.get(name) == value]


def may_be(ours: Mapping[str, Any], year: int | None, theirs: Ids, their_year: int | None) -> bool:
    """Of two that have the same name: no other year, and no catalogue that tells them apart."""
    apart = any(name in SHARED and ours.get(name, value) != value for name, value in theirs.items())
    return (year is None or their_year is None or year == their_year) and not apart


def shows_meant(wanted: Sequence[Meant]) -> list[Match]:
    """One answer for each that is asked for, in their order."""
    by_id = _by_id({(name, value) for each in wanted for name, value in each.ids.items()})
    nameless = (each for each in wanted if not _same_ids(each, by_id))
    by_title = _by_title({name for each in nameless for name, _ in _named(each)})
    return [_match(each, by_id, by_title) for each in wanted]


def episodes_meant(ids: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Place]:
    """By an episode's own id, where one of ours and no other has it."""
    found: dict[tuple[str, str], Place | None] = {}
    columns = (Episode.show_id, Episode.season, Episode.number, Episode.external_ids)
    for some in _portions(ids):
        wanted = _listed(some)
        query = select(*columns).join(wanted, Episode.external_ids.contains(wanted.c.value)).distinct()
        for row in db.session.execute(query):
            for pair in row.external_ids.items():
                place = (row.show_id, row.season, row.number)
                found[pair] = place if found.get(pair, place) == place else None
    return {pair: place for pair, place in found.items() if place is not None}


def _match(each: Meant, by_id: Mapping[tuple[str, str], list[_Known]], by_title: Mapping[str, list[_Known]]) -> Match:
    known = _same_ids(each, by_id)
    if known:
        most = max(len(agreeing(one.external_ids, each.ids)) for one in known)
        return _only([one for one in known if len(agreeing(one.external_ids, each.ids)) == most])
    for name, year in _named(each):
        alike = [one for one in by_title.get(name, ()) if one.kind == each.kind]
        fit = [one for one in alike if may_be(one.external_ids, one.year, each.ids, year)]
        if fit:
            return _only([one for one in fit if year and one.year == year] or fit)
    return Match(None, UNKNOWN)


def _only(found: list[_Known]) -> Match:
    return Match(found[0].id) if len(found) == 1 else Match(None, SEVERAL)


def _same_ids(each: Meant, by_id: Mapping[tuple[str, str], list[_Known]]) -> list[_Known]:
    found = {one.id: one for pair in each.ids.items() for one in by_id.get(pair, ()) if one.kind == each.kind}
    return list(found.values())


def _named(each: Meant) -> list[tuple[str, int | None]]:
    """Folded titles with their years; of "The Ferry (2019)" also what stands before the year."""
    year = _YEAR.search(each.title)
    names = [(folded(each.title), each.year)]
    if year:
        names.append((folded(each.title[: year.start()]), each.year or int(year[1])))
    return [(name, when) for name, when in names if name]


def _by_id(pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[_Known]]:
    found: dict[tuple[str, str], list[_Known]] = {}
    for some in _portions(pairs):
        wanted = _listed(some)
        query = select(*_columns()).join(wanted, Show.external_ids.contains(wanted.c.value)).distinct()
        for each in _known(query):
            for pair in some & set(each.external_ids.items()):
                found.setdefault(pair, []).append(each)
    return found


def _by_title(names: Collection[str]) -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = {}
    for some in _portions(names):
        for each in _known(select(*_columns()).where(Show.folded_title.in_(some)).order_by(Show.id)):
            found.setdefault(each.folded_title, []).append(each)
    return found


def _columns() -> list[Any]:
    return [getattr(Show, name) for name in _Known.__dataclass_fields__]


def _known(query: Any) -> Iterator[_Known]:
    return (_Known(*row) for row in db.session.execute(query))


def _listed(pairs: Iterable[tuple[str, str]]) -> Any:
    """A table of one id each, as the index of external ids compares them."""
    values = [{name: value} for name, value in sorted(pairs)]
    each = func.jsonb_array_elements(cast(values, JSONB)).table_valued(column("value", JSONB))
    return each.render_derived(name="wanted")


def _portions(wanted: Iterable[T]) -> Iterator[set[T]]:
    rest = iter(wanted)
    while some := set(islice(rest, AT_ONCE)):
        yield some


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)
