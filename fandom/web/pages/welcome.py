"""The first three questions: which shows, where in them, and whose company. Each can be left out."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts.relations import access as relations
from fandom.accounts.relations import actions
from fandom.accounts.relations.limiting import follows
from fandom.core.errors import FandomError, NotFound
from fandom.core.viewer import Viewer
from fandom.feed.company import company
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in
from fandom.shows import access, limiting, queries
from fandom.shows.actions import join, set_progress
from fandom.shows.listing import joined, liveliest
from fandom.shows.progress import SEEN, UNSAID, Said, reached
from fandom.shows.values import ShowListed, ShowView
from fandom.web.faces import face_of
from fandom.web.pages import pages
from fandom.web.place import here, words_for
from fandom.web.seasons import seasons
from fandom.web.ways import seen_at

SHOWS = 48
ASKED_AT_ONCE = 8
COMPANY = 12


@pages.get("/welcome/shows")
def welcome_shows() -> str:
    who = signed_in()
    return render_template("welcome/shows.html", shows=liveliest(who, SHOWS), step=1)


@pages.post("/welcome/shows")
@limiting.memberships
def pick_shows() -> Response:
    who = signed_in()
    with unit_of_work():
        for slug in request.form.getlist("show")[:SHOWS]:
            join(viewer=who, show_id=access.show_to_read(who, slug).id)
    return seen_at(url_for("web.welcome_progress"))


@pages.get("/welcome/progress")
def welcome_progress() -> str | Response:
    who = signed_in()
    found = [access.show_to_read(who, each.slug) for each in _unsaid(who)]
    if not found:
        return seen_at(url_for("web.welcome_fans"))
    asked = [(show, seasons(who, show), here(who, show), words_for(show.kind)) for show in found]
    return render_template("welcome/progress.html", asked=asked, step=2)


@pages.post("/welcome/progress")
@limiting.progress
def say_where() -> Response:
    who = signed_in()
    with unit_of_work():
        for show in _unsaid(who):
            answer = request.form.get(f"at-{show.slug}", "")
            word = _word(access.show_to_read(who, show.slug), answer) if answer else None
            if word is not None:
                set_progress(viewer=who, show_id=show.id, word=word)
    return seen_at(url_for("web.welcome_fans"))


@pages.get("/welcome/fans")
def welcome_fans() -> str | Response:
    who = signed_in()
    shows = {each.id: each for each in joined(who)}
    fans = [(each, face_of(each), [shows[id_] for id_ in each.show_ids]) for each in company(who, shows, COMPANY)]
    return render_template("welcome/fans.html", fans=fans, step=3) if fans else _home()


@pages.post("/welcome/fans")
@follows
def follow_fans() -> Response:
    who = signed_in()
    for handle in request.form.getlist("follow")[:COMPANY]:
        _follow(who, handle)
    return _home()


def _follow(who: Viewer, handle: str) -> None:
    """Who has left, or does not want it, meanwhile: the others are followed all the same."""
    try:
        with unit_of_work():
            actions.follow(account_id=str(who.account_id), other_id=relations.other_to_follow(who, handle))
    except FandomError:
        return


def _home() -> Response:
    flash(gettext("That’s all. This is your home now."))
    return seen_at(url_for("web.home"))


def _unsaid(who: Viewer) -> list[ShowListed]:
    """The shows of theirs about which they have not said where they are."""
    mine = joined(who)
    said = queries.said_by(who.account_id, [each.id for each in mine])
    return [each for each in mine if said.get(each.id, UNSAID) == UNSAID][:ASKED_AT_ONCE]


def _word(show: ShowView, answer: str) -> Said | None:
    if answer in SEEN:
        return access.word_seen(show, answer)
    try:
        return reached(access.episode_of(show, answer), None)
    except NotFound:
        return None
