"""What pages know of a show beside its name: poster, cover and palette, remembered for a few seconds."""

import time
from functools import lru_cache

from flask import url_for

from fandom.config import ROOT
from fandom.shows import queries
from fandom.shows.charter import Charter
from fandom.shows.values import ShowListed, ShowRef, ShowView

POSTERS = ROOT / "fandom" / "demo" / "posters"
KEPT_S = 10


Show = ShowView | ShowListed | ShowRef


def whole(show: Show) -> ShowView | None:
    return show if isinstance(show, ShowView) else _known(show.id, _tick=int(time.monotonic() / KEPT_S))


@lru_cache(maxsize=512)
def _known(show_id: str, _tick: int) -> ShowView | None:
    return queries.by_id(show_id)


def poster_url(show: Show) -> str | None:
    poster = _poster(show)
    return _address(poster) if poster else None


def cover_url(show: Show) -> str | None:
    """The wide drawing where there is one."""
    poster = _poster(show)
    return (_address(poster.replace(".svg", "-wide.svg")) or _address(poster)) if poster else None


def charter_of(show: Show) -> Charter:
    return _charter(show.id, _tick=int(time.monotonic() / KEPT_S))


@lru_cache(maxsize=512)
def _charter(show_id: str, _tick: int) -> Charter:
    return queries.charter(show_id)


def palette_of(show: Show) -> tuple[str, ...]:
    found = whole(show)
    return found.palette if found else ()


def _poster(show: Show) -> str | None:
    known = show if isinstance(show, ShowListed) else whole(show)
    return known.poster if known else None


def _address(name: str) -> str | None:
    return url_for("web.poster", name=name) if drawn(name) else None


@lru_cache(maxsize=1024)
def drawn(name: str) -> bool:
    return (POSTERS / name).is_file()
