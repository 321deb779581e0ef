"""CSV with a row for each episode or film watched, under whatever names its columns go by."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from fandom.shows.external import SHARED, shared
from fandom.shows.history import numbers
from fandom.shows.history.entries import IN_FUTURE, NO_NAME, NO_PLACE
from fandom.shows.history.values import Refused, Seen
from fandom.shows.library import names
from fandom.shows.titles import folded

LINE_MAX = 100_000
NO_COLUMNS = "The first line must name the columns: show, season, episode, and date if you like."
TOO_LONG = "Line {n} is longer than any row of a watch history."
NO_ROW = "This row cannot be read."

COLUMNS = {
    "show": "show|series|show title|series title|show name|series name|tv show|tv show name|movie|film|movie title|"
    "film title|movie name|title|name",
    "season": "season|season number|episode season number|s|staffel|saison|temporada|stagione",
    "episode": "episode|episode number|ep|e|number|folge|episodio",
    "date": "date|watched at|last watched at|watched|watched date|date watched|when|time|created at|datum",
    "year": "year|show year|series year|release year|jahr",
    "type": "type|kind|media type",
    **{name: f"{name}|{name} id|show {name}|show {name} id|series {name} id|movie {name} id" for name in SHARED},
    **{f"episode {name}": f"episode {name}|episode {name} id" for name in SHARED},
}
_KNOWN = {name: (meant, order) for meant, each in COLUMNS.items() for order, name in enumerate(each.split("|"))}
_FILMS = frozenset({"movie", "film"})
_NUMBER = re.compile(r"[a-z]*\s*(\d{1,4})", re.IGNORECASE)


def seen_in(file: TextIO) -> Iterator[tuple[int, Seen | str]]:
    """Each row by the line that it ends on. Refused when the first names no columns that we know."""
    first = file.readline(LINE_MAX)
    reader = csv.reader(_lines(first, file), delimiter=_delimiter(first))
    columns = _columns(_header(reader))
    if "show" not in columns and not set(SHARED) & set(columns):
        raise Refused(NO_COLUMNS)
    only_films = "season" not in columns and "episode" not in columns
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, NO_ROW
            continue
        if any(cell.strip() for cell in row):
            yield reader.line_num, _seen({name: row[at] for name, at in columns.items() if at < len(row)}, only_films)


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        return next(reader, [])
    except csv.Error:
        return []


def _lines(first: str, file: TextIO) -> Iterator[str]:
    line, number = first, 1
    while line:
        if len(line) >= LINE_MAX:
            raise Refused(TOO_LONG.format(n=number))
        yield line
        line, number = file.readline(LINE_MAX), number + 1


def _delimiter(first: str) -> str:
    return max(",;\t|", key=first.count)


def _columns(header: Sequence[str]) -> Mapping[str, int]:
    """Where each that we know is; of two names for the same the more telling."""
    found: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(header):
        meant, order = _KNOWN.get(folded(cell), ("", 0))
        if meant and (meant not in found or order < found[meant][0]):
            found[meant] = (order, at)
    return {name: at for name, (_, at) in found.items()}


def _seen(row: Mapping[str, str], only_films: bool) -> Seen | str:
    title, ids = numbers.title(row.get("show")), shared({name: row.get(name, "") for name in SHARED})
    if not title and not ids:
        return NO_NAME
    if numbers.in_future(row.get("date")):
        return IN_FUTURE
    year = numbers.year(row.get("year"))
    if only_films or row.get("type", "").strip().lower() in _FILMS:
        return Seen("film", title, year, ids, 1, 1)
    place = _place(row.get("season", ""), row.get("episode", ""))
    if place is None:
        return NO_PLACE
    return Seen("series", title, year, ids, *place, shared({name: row.get(f"episode {name}", "") for name in SHARED}))


def _place(season: str, episode: str) -> tuple[int, int] | None:
    """Of "2" and "4", "S02" and "E04", "Season 2" and "4", or "S02E04" and "2x04" in one."""
    both = names.episode(episode[:100]) or names.episode(season[:100])
    if both:
        return numbers.place(*both)
    found = [_NUMBER.fullmatch(each.strip()[:100]) for each in (season, episode)]
    return numbers.place(*(each and each[1] for each in found))
