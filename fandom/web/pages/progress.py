"""Where are you? One question, one tap."""

from flask import render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import NotFound
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.shows import access, limiting
from fandom.shows.actions import advance_progress, set_progress
from fandom.shows.progress import SEEN, Said, reached
from fandom.shows.values import ShowView
from fandom.web.pages import pages
from fandom.web.place import here, words_for
from fandom.web.seasons import seasons
from fandom.web.ways import asked_next, seen_at


@pages.get("/shows/<slug>/progress")
def progress(slug: str) -> str:
    return _page(access.show_to_read(signed_in(), slug))


@pages.post("/shows/<slug>/progress")
@limiting.progress
def set_place(slug: str) -> Response | tuple[str, int]:
    found = access.show_to_read(signed_in(), slug)
    word = _word(found, request.form.get("at", ""))
    if word is None:
        return _page(found, gettext("Tap the last one you finished.")), 422
    with unit_of_work():
        set_progress(viewer=viewer(), show_id=found.id, word=word)
    return seen_at(asked_next(url_for("web.show", slug=slug)))


@pages.post("/shows/<slug>/seen")
@limiting.progress
def seen(slug: str) -> Response:
    """ "I've seen it", on a sealed card: only ever forwards."""
    found = access.show_to_read(signed_in(), slug)
    episode = access.episode_of(found, request.form.get("episode", ""))
    with unit_of_work():
        advance_progress(viewer=viewer(), show_id=found.id, word=reached(episode, None))
    return seen_at(asked_next(url_for("web.show", slug=slug)))


def _word(show: ShowView, answer: str) -> Said | None:
    if answer in SEEN:
        return access.word_seen(show, answer)
    try:
        return reached(access.episode_of(show, answer), None)
    except NotFound:
        return None


def _page(show: ShowView, errors: str = "") -> str:
    at = here(viewer(), show)
    return render_template(
        "shows/progress.html",
        show=show,
        seasons=seasons(viewer(), show),
        chosen=at.chosen,
        where=at.words,
        at_words=words_for(show.kind),
        next=asked_next(url_for("web.show", slug=show.slug)),
        errors=errors,
    )
