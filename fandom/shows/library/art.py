"""Which of the pictures beside a title are its poster, its cover and its stills, as Kodi and Jellyfin name them."""

from collections.abc import Iterable, Iterator

from fandom.shows.library import names
from fandom.shows.library.files import Folder
from fandom.shows.library.values import Picture, Role

POSTERS = ("poster", "folder", "cover", "show", "movie", "season-all-poster", "season01-poster", "default")
COVERS = ("fanart", "backdrop", "landscape", "background", "fanart1", "art", "thumb")
FILM_POSTERS = ("poster", "cover", "folder", "")
FILM_COVERS = ("fanart", "backdrop", "landscape", "thumb")


def of_series(folder: Folder) -> Iterator[Picture]:
    known = _pictures(folder)
    yield from _first("poster", POSTERS, known, folder)
    yield from _first("cover", COVERS, known, folder)


def of_film(folder: Folder, stem: str, *, alone: bool) -> Iterator[Picture]:
    """Those that bear its name, and where it is `alone` in its folder, those of the folder."""
    known = _pictures(folder)
    poster = [f"{stem}-{each}" if each else stem for each in FILM_POSTERS]
    cover = [f"{stem}-{each}" for each in FILM_COVERS]
    yield from _first("poster", poster + list(POSTERS) * alone, known, folder)
    yield from _first("cover", cover + list(COVERS) * alone, known, folder)


def of_episode(folder: Folder, stem: str, places: Iterable[tuple[int, int]]) -> Iterator[Picture]:
    """The episodes of one file share its still."""
    known = _pictures(folder)
    name = known.get(f"{stem}-thumb".lower()) or known.get(stem.lower())
    for season, number in places:
        if name:
            yield Picture("still", folder.below(name), season, number)


def _first(role: Role, wanted: Iterable[str], known: dict[str, str], folder: Folder) -> Iterator[Picture]:
    name = next((known[each.lower()] for each in wanted if each.lower() in known), None)
    if name:
        yield Picture(role, folder.below(name))


def _pictures(folder: Folder) -> dict[str, str]:
    """Names by their stem in lower case; of two kinds of file the one that comes first in PICTURES."""
    found = [each for each in folder.files if names.suffix(each) in names.PICTURES]
    ordered = sorted(found, key=lambda each: names.PICTURES.index(names.suffix(each)), reverse=True)
    return {names.stem(each).lower(): each for each in ordered}
