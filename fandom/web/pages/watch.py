"""An episode: its film where there is one to watch here, and its moments by the minute."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import render_template, request, url_for

from fandom.core.horizon import episode_name
from fandom.core.viewer import Viewer
from fandom.feed.minutes import MOST, minutes
from fandom.infra.login import viewer
from fandom.infra.site import origin
from fandom.shows import access, queries
from fandom.shows.progress import UNSAID
from fandom.shows.values import EpisodeView, ShowView
from fandom.shows.watch_links import ids_of, watch_url
from fandom.shows.watched import Watched, watched
from fandom.web.films import showing, with_film
from fandom.web.follow import follow
from fandom.web.heads import Head, show_head
from fandom.web.lists import older, start_key
from fandom.web.pages import pages
from fandom.web.place import here
from fandom.web.seasons import Choice, SeasonChoice, seasons
from fandom.web.words import short

_SECONDS = re.compile(r"\d{1,6}(\.\d{1,3})?", re.ASCII)
_MS = re.compile(r"\d{1,9}", re.ASCII)


@pages.get("/shows/<slug>/<episode>")
def episode(slug: str, episode: str) -> str:
    show = access.show_to_read(viewer(), slug)
    found = access.episode_of(show, episode)
    follow(f"show:{slug}")
    where = _watched(viewer(), show, found)
    shown = showing(viewer(), show, found)
    all_of_it = seasons(viewer(), show)
    before, this, after = _around(all_of_it, found)
    return render_template(
        "watch/show.html",
        show=show,
        episode=this,
        before=before,
        after=after,
        seasons=all_of_it,
        with_film=with_film(viewer(), show),
        showing=shown,
        film=shown.film,
        watch_url=_elsewhere(show, found, _asked_ms()),
        watched=where,
        begins_ms=_begins(shown.film.duration_ms, where) if shown.film else None,
        where=here(viewer(), show),
        head=_head(show, this),
        **_minutes(show, found),
    )


@pages.get("/shows/<slug>/<episode>/minutes")
def episode_minutes(slug: str, episode: str) -> str:
    """Only the list, for a page that is open while more of it opens."""
    show = access.show_to_read(viewer(), slug)
    found = access.episode_of(show, episode)
    shown = showing(viewer(), show, found)
    return render_template("watch/minutes.html", show=show, episode=found, film=shown.film, **_minutes(show, found))


def _minutes(show: ShowView, found: EpisodeView) -> dict[str, Any]:
    asked = request.args.get("from", "")
    from_ms = int(asked) if _MS.fullmatch(asked) else 0
    page = minutes(viewer(), show.id, (found.season, found.number), start_key(), from_ms)
    return {"minutes": page, "later": older(page.next), "most": MOST}


def _watched(who: Viewer, show: ShowView, found: EpisodeView) -> Watched:
    said = queries.said_by(who.account_id, [show.id]).get(show.id, UNSAID) if who.signed_in else None
    return watched(said, queries.horizon(who, show.id), found, queries.episodes(show.id))


def _begins(length_ms: int, where: Watched) -> int | None:
    """What the address says goes before where the fan has got to."""
    asked = _asked_ms()
    return where.resumes_ms if asked is None else min(asked, length_ms)


def _asked_ms() -> int | None:
    asked = request.args.get("t", "")
    return round(float(asked) * 1000) if _SECONDS.fullmatch(asked) else None


def _around(all_of_it: Iterable[SeasonChoice], found: EpisodeView) -> tuple[Choice | None, Choice, Choice | None]:
    """The one before, this one and the one after, with the titles that this viewer may know; specials by themselves."""
    line = [each for season in all_of_it if (season.number == 0) == (found.season == 0) for each in season.episodes]
    at = next(n for n, each in enumerate(line) if each.name == found.name)
    after = line[at + 1] if at + 1 < len(line) else None
    return line[at - 1] if at else None, line[at], after if after and after.aired else None


def _elsewhere(show: ShowView, found: EpisodeView, at_ms: int | None) -> str | None:
    """Where else it is watched, as the fandom's moderators have said."""
    film = show.kind == "film"
    ids = ids_of(show.slug, found.name, film=film, show_ids=show.external_ids, episode_ids=found.external_ids)
    return watch_url(show.watch_template, ids, at_ms)


def _head(show: ShowView, this: Choice) -> Head:
    """That of the show, at this address."""
    url = origin() + url_for("web.episode", slug=show.slug, episode=episode_name(this.season, this.number))
    title = show.title if show.kind == "film" else f"{show.title} · {short(this.name)}"
    return replace(show_head(show.slug), url=url, title=title)
