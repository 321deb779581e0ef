"""What pages know of a show beside its name: poster, cover and palette, remembered for a few seconds."""

import time
from functools import lru_cache

from flask import url_for

from fandom.config import ROOT
from fandom.media import queries as files
from fandom.shows import queries
from fandom.shows.charter import Charter
from fandom.shows.shapes import small
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
    """The picture that was brought in, else the drawing."""
    known = _pictured(show)
    if known and known.poster_id:
        return small(known.poster_id)
    return _address(known.poster) if known and known.poster else None


def cover_url(show: Show) -> str | None:
    """The wide picture where there is one, else the poster for it to be cut from."""
    known = _pictured(show)
    if known and (known.cover_id or known.poster_id):
        return _large(known.cover_id or known.poster_id or "")
    poster = known.poster if known else None
    return (_address(poster.replace(".svg", "-wide.svg")) or _address(poster)) if poster else None


def charter_of(show: Show) -> Charter:
    return _charter(show.id, _tick=int(time.monotonic() / KEPT_S))


@lru_cache(maxsize=512)
def _charter(show_id: str, _tick: int) -> Charter:
    return queries.charter(show_id)


def palette_of(show: Show) -> tuple[str, ...]:
    found = whole(show)
    return found.palette if found else ()


def _pictured(show: Show) -> ShowListed | ShowView | None:
    return show if isinstance(show, ShowListed) else whole(show)


@lru_cache(maxsize=1024)
def _large(file_id: str) -> str | None:
    """Pictures of shows are shown once they are ready, and do not change then."""
    found = files.by_id([file_id]).get(file_id)
    return found.url if found else None


def _address(name: str) -> str | None:
    return url_for("web.poster", name=name) if drawn(name) else None


@lru_cache(maxsize=1024)
def drawn(name: str) -> bool:
    return (POSTERS / name).is_file()
