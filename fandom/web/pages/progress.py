"""Where are you? One question, one tap; for who wants it, the minute too."""

from collections.abc import Mapping

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid
from fandom.core.horizon import Horizon, episode_name, parse_episode_name
from fandom.feed.catch_up.stretches import opened
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.shows import access, limiting, queries
from fandom.shows.actions import advance_progress, set_progress
from fandom.shows.actions import not_now as decline
from fandom.shows.progress import SEEN, Said, reached
from fandom.shows.values import ShowView
from fandom.web.pages import pages
from fandom.web.place import here, words_for
from fandom.web.seasons import seasons
from fandom.web.ways import asked_next, came_from, seen_at
from fandom.web.words import clock_words, read_clock

FILM = episode_name(1, 1)


@pages.get("/shows/<slug>/progress")
def progress(slug: str) -> str:
    return _page(access.show_to_read(signed_in(), slug))


@pages.post("/shows/<slug>/progress")
@limiting.progress
def set_place(slug: str) -> Response | tuple[str, int]:
    found = access.show_to_read(signed_in(), slug)
    try:
        word = _word(found, request.form.get("at", ""), request.form.get("into", "").strip())
    except Invalid as error:
        return _page(found, error.errors), 422
    before = queries.horizon(viewer(), found.id)
    with unit_of_work():
        set_progress(viewer=viewer(), show_id=found.id, word=word)
    _say_what_closed(found, before)
    return seen_at(asked_next(url_for("web.show", slug=slug)))


@pages.post("/shows/<slug>/progress/later")
@limiting.progress
def not_now(slug: str) -> Response:
    found = access.show_to_read(signed_in(), slug)
    with unit_of_work():
        decline(viewer=viewer(), show_id=found.id)
    return seen_at(came_from(url_for("web.show", slug=slug)))


@pages.post("/shows/<slug>/seen")
@limiting.progress
def seen(slug: str) -> Response:
    """ "I've seen it", on a sealed card: only ever forwards."""
    found = access.show_to_read(signed_in(), slug)
    episode = access.episode_of(found, request.form.get("episode", ""))
    with unit_of_work():
        advance_progress(viewer=viewer(), show_id=found.id, word=reached(episode, None))
    return seen_at(asked_next(url_for("web.show", slug=slug)))


def _word(show: ShowView, answer: str, into: str) -> Said:
    if answer in SEEN:
        return access.word_seen(show, answer)
    if show.kind == "film" and into:
        answer = FILM
    place = parse_episode_name(answer)
    if place is None or queries.episode(show.id, *place) is None:
        raise Invalid(errors={"at": ["Tap the last one you finished."]})
    ms = read_clock(into) if into else None
    if into and ms is None:
        raise Invalid(errors={"into": ["Write it as minutes and seconds, like 23:10, or 1:02:03."]})
    try:
        return access.word_about(show, place, ms)
    except Invalid as error:
        raise Invalid(errors={"into": ["It isn’t that long."]}) from error


def _say_what_closed(show: ShowView, before: Horizon) -> None:
    after = queries.horizon(viewer(), show.id)
    if not opened(after, before):
        return
    if show.kind == "film" or after.upto is None:
        flash(gettext("What you haven’t seen is closed again."))
    else:
        flash(gettext("What comes after where you are now is closed."))


def _page(show: ShowView, errors: Mapping[str, list[str]] | None = None) -> str:
    at = here(viewer(), show)
    into = "" if at.into_ms is None else clock_words(at.into_ms)
    return render_template(
        "shows/progress.html",
        show=show,
        seasons=seasons(viewer(), show),
        chosen=request.form.get("at", at.chosen),
        into=request.form.get("into", into),
        where=at.words,
        at_words=words_for(show.kind),
        next=asked_next(url_for("web.show", slug=show.slug)),
        errors=errors,
    )
