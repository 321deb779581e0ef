"""Which titles lie below a folder; only names are looked at."""

from collections.abc import Iterator

from fandom.shows.library import names
from fandom.shows.library.files import MAX_DEPTH as DEEPEST
from fandom.shows.library.files import TOO_DEEP, Folder, Library
from fandom.shows.library.values import Scan, Skipped, TitleAt

MOST = 50_000
TOO_MANY = "There are more titles here than one import takes; import the folders below it one by one."
SHOW, FILM = "tvshow.nfo", "movie.nfo"


def scan(library: Library) -> Scan:
    skipped: list[Skipped] = []
    titles: list[TitleAt] = []
    for found in _titles(library, "", 0, skipped):
        if len(titles) == MOST:
            skipped.append(Skipped(".", TOO_MANY))
            break
        titles.append(found)
    return Scan(tuple(titles), tuple(skipped))


def _titles(library: Library, path: str, depth: int, skipped: list[Skipped]) -> Iterator[TitleAt]:
    """The folder of a series is one title, whatever lies below it."""
    folder = library.folder(path)
    skipped += folder.skipped
    if any(name.lower() == SHOW for name in folder.files):
        yield TitleAt("series", path)
        return
    yield from (TitleAt("film", folder.below(name)) for name in _films(folder))
    if depth >= DEEPEST and folder.folders:
        skipped.append(Skipped(path, TOO_DEEP))
        return
    for name in folder.folders:
        yield from _titles(library, folder.below(name), depth + 1, skipped)


def _films(folder: Folder) -> list[str]:
    """movie.nfo stands for its folder; else each .nfo is a film."""
    found = [name for name in folder.files if names.is_nfo(name)]
    whole = [name for name in found if name.lower() == FILM]
    return whole or found
