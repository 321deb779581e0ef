"""A whole file as titles with what was watched of each, in bounded memory; what is more than that is left out."""

from collections.abc import Iterator
from pathlib import Path

from fandom.shows.history import elements, entries, opening, tables
from fandom.shows.history.opening import Part
from fandom.shows.history.values import Read, Refused, Seen, Skipped, Title
from fandom.shows.titles import folded

ROWS_MAX = 1_000_000
TITLES_MAX = 20_000
EPISODES_MAX = 200_000
LISTED = 100
TOO_MANY = "There is more in this file than one import takes; the rest was left out."
EMPTY = "Nothing in this file says that you have watched something."


def read(path: Path, name: str) -> Read:
    """Refused when nothing at all can be taken; else what breaks off is reported."""
    found = _Gathered()
    try:
        for part in opening.parts(path, name):
            if not _take(part, found):
                break
    except Refused as refusal:
        if not found.titles:
            raise
        found.skip(name, found.rows, str(refusal))
    if not found.titles:
        raise Refused(found.skipped[0].why if found.skipped_count == 1 else EMPTY)
    return Read(tuple(found.titles.values()), found.rows, tuple(found.skipped), found.skipped_count)


def _take(part: Part, found: "_Gathered") -> bool:
    """False when it is enough."""
    for row, seen in _rows(part):
        found.rows += 1
        if isinstance(seen, str):
            found.skip(part.name, row, seen)
        elif not found.add(seen) or found.rows >= ROWS_MAX:
            found.skip(part.name, row, TOO_MANY)
            return False
    return True


def _rows(part: Part) -> Iterator[tuple[int, Seen | str]]:
    if part.form == "csv":
        yield from tables.seen_in(part.text)
        return
    for number, entry in enumerate(elements.elements(part.text), 1):
        for seen in entries.seen_in(entry):
            yield number, seen


class _Gathered:
    def __init__(self) -> None:
        self.titles: dict[object, Title] = {}
        self.rows = 0
        self.skipped: list[Skipped] = []
        self.skipped_count = 0
        self._episodes = 0

    def add(self, seen: Seen) -> bool:
        """False where there is no more room."""
        key = (seen.kind, *next(iter(sorted(seen.ids.items())), (folded(seen.title), seen.year)))
        title = self.titles.get(key)
        if title is None:
            if len(self.titles) >= TITLES_MAX:
                return False
            title = self.titles[key] = Title(seen.kind, seen.title, seen.year, dict(seen.ids))
        title.ids = dict(seen.ids) | title.ids
        place = (seen.season, seen.number)
        if place not in title.watched:
            self._episodes += 1
            title.watched[place] = seen.episode_ids
        return self._episodes < EPISODES_MAX

    def skip(self, file: str, row: int, why: str) -> None:
        self.skipped_count += 1
        if len(self.skipped) < LISTED:
            self.skipped.append(Skipped(file, row, why))
