"""What .nfo files say, as Kodi, Jellyfin, Emby and people write it: fields are missing, doubled, misspelt. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from fandom.core import text as typed
from fandom.core.errors import Invalid
from fandom.core.horizon import UNKNOWN_LENGTH_MS

TITLE_MAX, SYNOPSIS_MAX, EPISODE_SYNOPSIS_MAX = 200, 4000, 2000
MAX_IDS = 12
# Elements of older files that hold one id of one catalogue.
_OLD = {
    "imdbid": "imdb",
    "imdb_id": "imdb",
    "tvdbid": "tvdb",
    "tmdbid": "tmdb",
    "tmdb_id": "tmdb",
    "zap2itid": "zap2it",
    "tvmazeid": "tvmaze",
}
_NAMES = {"thetvdb": "tvdb", "themoviedb": "tmdb", "moviedb": "tmdb"}
_NAME = re.compile(r"[a-z][a-z0-9_]{1,19}")
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_IMDB = re.compile(r"tt\d{5,12}")
_LINKS = (
    ("imdb", re.compile(r"imdb\.com/(?:[a-z-]+/)?title/(tt\d{5,12})")),
    ("tmdb", re.compile(r"themoviedb\.org/(?:movie|tv)/(\d{1,12})")),
    ("tvdb", re.compile(r"thetvdb\.com/\S*?(?:series/|[?&;](?:series)?id=)(\d{1,12})")),
)
_NUMBER = re.compile(r"\d{1,9}")
_HOURS = re.compile(r"(\d{1,3})\s*(?:h|hr|hours?)\b\.?\s*(?:(\d{1,3})\s*(?:m|min)?)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn"])


@dataclass(frozen=True, slots=True)
class Said:
    """One element of a file: of a show, a season, an episode or a film. `season_titles` are those a show names."""

    root: str
    title: str = ""
    synopsis: str = ""
    year: int | None = None
    day: date | None = None
    season: int | None = None
    number: int | None = None
    duration_ms: int | None = None
    external_ids: Mapping[str, str] = field(default_factory=dict)
    season_titles: Mapping[int, str] = field(default_factory=dict)


def said(element: Element, beside: str = "") -> Said:
    """`beside` is what stands next to the elements of the file."""
    root = element.tag.lower()
    day = _day(_first(element, "aired", "premiered", "releasedate"))
    return Said(
        root=root,
        title=line(_first(element, "title", "originaltitle", "showtitle" if root == "tvshow" else "title")),
        synopsis=prose(_first(element, "plot", "outline", "review"), _most(root)),
        year=_year(_first(element, "year")) or (day.year if day else None),
        day=day,
        season=_whole(_first(element, "seasonnumber" if root == "season" else "season")),
        number=_whole(_first(element, "episode")),
        duration_ms=_duration(element),
        external_ids=_external_ids(element, beside),
        season_titles=_season_titles(element),
    )


def line(given: str) -> str:
    """One line without what cannot be seen, as long as a title may be; empty where nothing is left."""
    return _clean(given, TITLE_MAX, typed.name)


def prose(given: str, most: int = SYNOPSIS_MAX) -> str:
    return _clean(given, most, typed.prose)


def _clean(given: str, most: int, check: object) -> str:
    shown = "".join(each for each in given if each == "\n" or unicodedata.category(each) not in _UNSEEN)
    composed = unicodedata.normalize("NFC", shown).strip()
    cut = composed if len(composed) <= most else composed[: most - 1].rstrip() + "…"
    try:
        return check(cut, most, "text") if cut else ""  # type: ignore[operator]
    except Invalid:
        return ""


def _most(root: str) -> int:
    return EPISODE_SYNOPSIS_MAX if root == "episodedetails" else SYNOPSIS_MAX


def _first(element: Element, *names: str) -> str:
    """The first of these children that holds words, whatever the case of its name."""
    found = dict.fromkeys(names, "")
    for child in element:
        name = str(child.tag).lower()
        if name in found and not found[name]:
            found[name] = "".join(child.itertext()).strip()
    return next((each for each in found.values() if each), "")


def _whole(given: str) -> int | None:
    """Files write -1 where they do not know."""
    found = _NUMBER.fullmatch(given.split(".", maxsplit=1)[0].strip())
    return int(found[0]) if found else None


def _year(given: str) -> int | None:
    found = re.search(r"\d{4}", given)
    return int(found[0]) if found and 1870 <= int(found[0]) <= 2200 else None


def _day(given: str) -> date | None:
    found = _DAY.match(given)
    try:
        return date(*(int(each) for each in found.groups())) if found else None
    except ValueError:
        return None


def _duration(element: Element) -> int | None:
    """Seconds of the file itself before the minutes of a catalogue."""
    exact = _whole(element.findtext("./fileinfo/streamdetails/video/durationinseconds") or "")
    ms = (exact or 0) * 1000 or _minutes(_first(element, "runtime")) * 60_000
    return ms if 0 < ms <= UNKNOWN_LENGTH_MS else None


def _minutes(given: str) -> int:
    hours = _HOURS.match(given)
    if hours:
        return int(hours[1]) * 60 + int(hours[2] or 0)
    found = _NUMBER.match(given)
    return int(found[0]) if found else 0


def _external_ids(element: Element, beside: str) -> dict[str, str]:
    """The default one first, then the others as they come; of one catalogue the first counts."""
    marked = sorted(element.iter("uniqueid"), key=lambda each: each.get("default", "").lower() != "true")
    given = [(each.get("type") or _guessed(_text(each)), _text(each)) for each in marked]
    given += list(_old_ids(element))
    given += [(name, found[1]) for name, link in _LINKS if (found := link.search(beside))]
    return _checked(given)


def _old_ids(element: Element) -> Iterable[tuple[str, str]]:
    for child in element:
        name = str(child.tag).lower()
        if name in _OLD:
            yield _OLD[name], _text(child)
        if name == "id":
            yield _guessed(_text(child)), _text(child)
            yield from child.attrib.items()


def _guessed(value: str) -> str:
    """Of an `id` that does not say whose: those of IMDb are known by their form; Kodi's others were TheTVDB's."""
    return "imdb" if _IMDB.fullmatch(value) else "tvdb"


def _checked(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in given:
        known = _NAMES.get(name.strip().lower(), name.strip().lower())
        fit = _NAME.fullmatch(known) and _VALUE.fullmatch(value) and value.strip("0-")
        if fit and len(found) < MAX_IDS:
            found.setdefault(known, value)
    return found


def _season_titles(element: Element) -> dict[int, str]:
    named = ((_whole(each.get("number", "")), line(_text(each))) for each in element.iter("namedseason"))
    return {number: title for number, title in named if number is not None and number < 1000 and title}


def _text(element: Element) -> str:
    return (element.text or "").strip()
