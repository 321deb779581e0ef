"""One title read from its files: a series with all that lies below its folder, or a film."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.shows.catalogue import Aired, CatalogueEpisode
from fandom.shows.library import art, encodings, names, xml
from fandom.shows.library.files import Folder, Library, Unread
from fandom.shows.library.nfo import Said, line, said
from fandom.shows.library.scanning import FILM, SHOW
from fandom.shows.library.values import Picture, Read, Skipped, Title, TitleAt, Video

MOST_EPISODES = 10_000
SEASON_MAX, NUMBER_MAX = 999, 9999
NO_SHOW = "It is about an episode, but no folder above it has a tvshow.nfo."
NO_FILM = "It is not about a film."
NOT_HERE = "It is about a {root}, which a series does not have."
NO_PLACE = "Neither it nor its name says which episode it is."
NO_TITLE = "It says no title."
SAME = "{name} is in {file} already."
TOO_MANY = "A series has fewer episodes than that."


@dataclass
class _Series:
    """What is gathered while its folders are walked."""

    library: Library
    at: str
    show: Said | None = None
    titles: dict[int, str] = field(default_factory=dict)
    episodes: dict[tuple[int, int], CatalogueEpisode] = field(default_factory=dict)
    files: dict[tuple[int, int], str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    videos: list[Video] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def skip(self, file: str, why: str) -> None:
        self.skipped.append(Skipped(file, why))


def read(library: Library, at: TitleAt) -> Read:
    return _read_series(library, at.path) if at.kind == "series" else _read_film(library, at.path)


def _read_series(library: Library, path: str) -> Read:
    series = _Series(library, path)
    for folder in library.walk(path):
        series.skipped += folder.skipped
        if folder.path == path:
            series.pictures += art.of_series(folder)
        _take(series, folder)
    show = series.show or Said("tvshow")
    title, year = _titled(show, path or library.root.name)
    if not title:
        return Read(None, skipped=(*series.skipped, Skipped(path or ".", NO_TITLE)))
    found = Title(
        kind="series",
        title=title,
        year=year,
        synopsis=show.synopsis,
        external_ids=show.external_ids,
        seasons={**show.season_titles, **series.titles},
        episodes=tuple(series.episodes[place] for place in sorted(series.episodes)),
    )
    return Read(found, tuple(series.pictures), tuple(series.videos), tuple(series.skipped))


def _take(series: _Series, folder: Folder) -> None:
    """A folder's .nfo files, then the videos that have none."""
    known: dict[str, list[tuple[int, int]]] = {}
    for name in folder.files:
        if names.is_nfo(name):
            known[names.stem(name)] = _take_nfo(series, folder, name)
    for name in folder.files:
        if names.is_video(name):
            places = known.get(names.stem(name)) or _bare(series, folder, name)
            series.videos += _videos(series.library, folder.below(name), places, series.skipped)


def _take_nfo(series: _Series, folder: Folder, name: str) -> list[tuple[int, int]]:
    """The episodes it is about, which are none for that of the show or of a season."""
    path = folder.below(name)
    places: list[tuple[int, int]] = []
    for each in _said_in(series.library, path, series.skipped):
        if each.root == "tvshow" and name.lower() == SHOW:
            series.show = series.show or each
        elif each.root == "season":
            _take_season(series, folder, name, each)
        elif each.root == "episodedetails":
            place = _place(each, folder, name, len(places))
            places += [place] if _keep(series, path, place, each) and place else []
        elif each.root != "tvshow":
            series.skip(path, NOT_HERE.format(root=line(each.root) or "thing"))
    series.pictures += art.of_episode(folder, names.stem(name), places)
    return places


def _take_season(series: _Series, folder: Folder, name: str, each: Said) -> None:
    guesses = (each.season, names.season(names.stem(name)), names.season(folder.path))
    number = next((guess for guess in guesses if guess is not None), None)
    if number is not None and number <= SEASON_MAX and each.title:
        series.titles.setdefault(number, each.title)


def _place(each: Said, folder: Folder, name: str, earlier: int) -> tuple[int, int] | None:
    """Where the file does not say it, its name or its folder may; of several in one file the next ones follow."""
    named = names.episode(name)
    season = each.season if each.season is not None else named[0] if named else names.season(folder.path)
    number = each.number if each.number is not None else named[1] + earlier if named else None
    if season is None or number is None or season > SEASON_MAX or number > NUMBER_MAX:
        return None
    return season, number


def _keep(series: _Series, path: str, place: tuple[int, int] | None, each: Said) -> bool:
    """Whether the episode is one of the series now."""
    if place is None:
        series.skip(path, NO_PLACE)
    elif place in series.episodes:
        named = f"s{place[0]:02d}e{place[1]:02d}"
        series.skip(path, SAME.format(name=named, file=series.files[place]))
    elif len(series.episodes) >= MOST_EPISODES:
        series.skip(path, TOO_MANY)
    else:
        series.episodes[place], series.files[place] = _episode(place, each), path
        return True
    return False


def _bare(series: _Series, folder: Folder, name: str) -> list[tuple[int, int]]:
    """An episode of which there is only the video: what its name says."""
    place = names.episode(name)
    if place is None or place[0] > SEASON_MAX or place[1] > NUMBER_MAX:
        return []
    if place not in series.episodes and len(series.episodes) < MOST_EPISODES:
        series.episodes[place] = CatalogueEpisode(*place)
        series.files[place] = folder.below(name)
        series.pictures += art.of_episode(folder, names.stem(name), [place])
    return [place]


def _read_film(library: Library, path: str) -> Read:
    skipped: list[Skipped] = []
    folder = library.folder(_parent(path))
    found = next((each for each in _said_in(library, path, skipped) if each.root == "movie"), None)
    if found is None:
        return Read(None, skipped=(*skipped, *_no_film(library, path, skipped)))
    name = PurePosixPath(path).name
    whole = name.lower() == FILM
    # Names of trailers and samples go on where that of the film ends.
    videos = sorted((each for each in folder.files if names.is_video(each)), key=len)
    stem = names.stem(videos[0]) if whole and videos else names.stem(name)
    alone = whole or sum(names.is_nfo(each) for each in folder.files) == 1
    title, year = _titled(found, (folder.path or library.root.name) if whole else names.stem(name))
    if not title:
        return Read(None, skipped=(*skipped, Skipped(path, NO_TITLE)))
    film = Title(
        kind="film",
        title=title,
        year=year,
        synopsis=found.synopsis,
        external_ids=found.external_ids,
        episodes=(_episode((1, 1), found, title=title),),
    )
    own = [each for each in videos if names.stem(each) == stem]
    return Read(
        film,
        tuple(art.of_film(folder, stem, alone=alone)),
        tuple(_videos(library, folder.below(own[0]), [(1, 1)], skipped)) if own else (),
        tuple(skipped),
    )


def _no_film(library: Library, path: str, skipped: list[Skipped]) -> Iterator[Skipped]:
    """Why, where nothing was wrong with the file itself."""
    if not skipped:
        about = {each.root for each in _said_in(library, path, [])}
        yield Skipped(path, NO_SHOW if "episodedetails" in about else NO_FILM)


def _videos(library: Library, path: str, places: list[tuple[int, int]], skipped: list[Skipped]) -> list[Video]:
    try:
        real = library.absolute(path)
    except Unread as refusal:
        skipped.append(Skipped(path, str(refusal)))
        return []
    return [Video(*place, real) for place in places]


def _said_in(library: Library, path: str, skipped: list[Skipped]) -> list[Said]:
    try:
        found, beside = xml.roots(encodings.text_of(library.read(path, xml.MAX_BYTES)))
    except (Unread, xml.Refused) as refusal:
        skipped.append(Skipped(path, str(refusal)))
        return []
    return [said(each, beside if len(found) == 1 else "") for each in found]


def _episode(place: tuple[int, int], each: Said, title: str | None = None) -> CatalogueEpisode:
    length = each.duration_ms if each.duration_ms and each.duration_ms <= UNKNOWN_LENGTH_MS else None
    return CatalogueEpisode(
        *place,
        title=each.title if title is None else title,
        synopsis=each.synopsis[:2000],
        duration_ms=length,
        aired=Aired(each.day) if each.day else None,
        external_ids=each.external_ids,
    )


def _titled(found: Said, path: str) -> tuple[str, int | None]:
    """Where a file says no title, its folder's or its own name does."""
    named, year = names.titled(PurePosixPath(path).name)
    return found.title or line(named), found.year or year


def _parent(path: str) -> str:
    parent = str(PurePosixPath(path).parent)
    return "" if parent == "." else parent
