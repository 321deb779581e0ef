"""What names of files and folders say: which episode, which season, which title. Pure."""

import re
from pathlib import PurePosixPath

_VIDEOS = """
    .mkv .mp4 .m4v .avi .mov .wmv .webm .ts .m2ts .mts .mpg .mpeg .ogm .ogv .flv .divx .vob .iso .strm .3gp
"""
VIDEOS = frozenset(_VIDEOS.split())
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".tbn")
_EPISODE = re.compile(r"(?<![a-z0-9])s(\d{1,4})[ ._-]*e(\d{1,4})(?!\d)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<![a-z0-9])s\d{1,4}[ ._-]*e\d{1,4}(?:[ ._-]*e\d|-\d{2,3}(?![\da-z]))", re.IGNORECASE)
_CROSSED = re.compile(r"(?<![a-z0-9])(\d{1,2})x(\d{1,4})(?![a-z0-9])", re.IGNORECASE)
_SEASON = re.compile(r"(?:season|staffel|saison|temporada|stagione|series|s)[ ._-]*(\d{1,4})", re.IGNORECASE)
_SPECIALS = re.compile(r"(?:season[ ._-]*0+|specials?)", re.IGNORECASE)
_YEAR = re.compile(r"[(\[](\d{4})[)\]]")
_NOTES = re.compile(r"\s*[\[({][^\])}]*[\])}]\s*")
_SLUG_UNFIT = re.compile(r"[^a-z0-9]+")


def stem(name: str) -> str:
    return PurePosixPath(name).stem


def suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def is_nfo(name: str) -> bool:
    return suffix(name) == ".nfo"


def is_video(name: str) -> bool:
    return suffix(name) in VIDEOS


def episode(name: str) -> tuple[int, int] | None:
    """(season, number) of "Show - S01E02 - Title.mkv" or "1x02.avi"; of several in one file the first."""
    found = _EPISODE.search(name) or _CROSSED.search(name)
    return (int(found[1]), int(found[2])) if found else None


def several(name: str) -> bool:
    """Whether it says more than one episode: "S01E01E02", "S01E01-E02", "S01E01-02"."""
    return _SEVERAL.search(name) is not None


def season(folder: str) -> int | None:
    """Of "Season 01", "S2", "Specials"."""
    last = PurePosixPath(folder).name
    if _SPECIALS.fullmatch(last):
        return 0
    found = _SEASON.fullmatch(last)
    return int(found[1]) if found else None


def titled(name: str) -> tuple[str, int | None]:
    """A title and a year as people name folders: "The Ferry (2019) [imdbid-tt1]"."""
    year = _YEAR.search(name)
    bare = _NOTES.sub(" ", name).strip(" .-_")
    return bare or name, int(year[1]) if year and 1870 <= int(year[1]) <= 2200 else None


def slug(folded_title: str) -> str:
    """As addresses have it; titles without a Latin letter or digit get a word instead."""
    return _SLUG_UNFIT.sub("-", folded_title).strip("-")[:70].strip("-") or "show"
