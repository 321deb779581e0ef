"""A moment: read, edited, taken back."""

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Forbidden, Invalid, Stale
from fandom.feed.queries import show_page
from fandom.feed.timeline import Timeline
from fandom.infra.db import unit_of_work
from fandom.infra.incoming import takes_up_to
from fandom.infra.login import signed_in, viewer
from fandom.media.rules import VIDEO_MAX
from fandom.moderation.queries.history import statement_about
from fandom.posts import access, actions, limiting
from fandom.posts.comments import queries as comments
from fandom.posts.values import Open, Sealed
from fandom.shows.access import show_to_read
from fandom.web import asked, counting, cutting, pictures
from fandom.web.follow import follow
from fandom.web.heads import moment_head
from fandom.web.lists import older, start_key
from fandom.web.pages import pages
from fandom.web.pictures import Brought
from fandom.web.seasons import seasons
from fandom.web.ways import came_from, seen_at

COMMENTS = 100
AROUND = 4

Answer = str | Response | tuple[str, int]


@pages.get("/m/<moment_id>")
def moment(moment_id: str) -> Answer:
    return whole(moment_id, opened=True)


def whole(moment_id: str, status: int = 200, *, opened: bool = False, **more: object) -> Answer:
    """The page of a moment; `more` is what was typed into it, and what was wrong with that."""
    follow(access.topic_to_follow(viewer(), moment_id))
    m = access.moment_to_read(viewer(), moment_id)
    g.here_show = m.show.slug
    if opened:
        counting.opened(m)
    html = render_template(
        "moments/show.html",
        m=m,
        head=moment_head(m),
        why=_why(m),
        around=_around(m),
        **talk(m),
        **({"errors": {}} | more),
    )
    return html, status


@pages.get("/m/<moment_id>/card")
def card(moment_id: str) -> str:
    """Only the card, for pages that are open when it changes."""
    m = access.moment_to_read(viewer(), moment_id)
    g.here = came_from(url_for("web.moment", moment_id=moment_id))
    return render_template("moments/alone.html", m=m, named="named" in request.args)


@pages.get("/m/<moment_id>/talk")
def talk_alone(moment_id: str) -> str:
    m = access.moment_to_read(viewer(), moment_id)
    g.here = url_for("web.moment", moment_id=moment_id)
    return render_template("comments/talk.html", m=m, errors={}, **talk(m))


def talk(m: Open | Sealed) -> dict[str, object]:
    """The comments of one page of a talk, as threads; a sealed moment has none."""
    if m.sealed:
        return {"threads": (), "older_comments": None}
    page = comments.comments(viewer(), m.id, COMMENTS, start_key())
    return {"threads": comments.threads(page.items), "older_comments": older(page.next)}


@pages.route("/m/<moment_id>/edit", methods=["GET", "POST"])
@takes_up_to(VIDEO_MAX)
@limiting.changes
def edit_moment(moment_id: str) -> Answer:
    signed_in()
    m = access.moment_to_read(viewer(), moment_id)
    if not isinstance(m, Open) or not m.can.edit:
        raise Forbidden
    if request.method == "GET":
        return _form(m, asked.typed_of(m) | cutting.typed_of(m) | {"version": m.version})
    new = Brought(tuple(request.form.getlist("media")))
    try:
        new = pictures.brought(viewer(), request.form, request.files)
        _edit(moment_id, new)
    except Invalid as wrong:
        return _form(m, _typed(m, new), wrong.errors), 422
    except Stale:
        errors = {"caption": [gettext("It changed since you opened it. Look at it once more and send it again.")]}
        return _form(m, _typed(m, new), errors), 412
    return seen_at(url_for("web.moment", moment_id=moment_id))


def _typed(m: Open, new: Brought) -> dict[str, object]:
    media = pictures.readable(viewer(), new.ids)
    return asked.typed(request.form) | {"version": m.version, "media": media, "alts": dict(new.alts)}


def _edit(moment_id: str, new: Brought) -> None:
    change = asked.change(request.form, new.ids)
    with unit_of_work():
        row = access.moment_to_edit(viewer(), moment_id)
        if str(row.version) != request.form.get("version"):
            raise Stale
        pictures.describe(viewer(), new.alts)
        actions.edit_moment(moment=row, change=change)


def _form(m: Open, typed: dict[str, object], errors: dict[str, list[str]] | None = None) -> str:
    show = show_to_read(viewer(), m.show.slug)
    said = {"typed": typed, "errors": errors or {}} | cutting.offered(show.id, m)
    return render_template("moments/edit.html", m=m, show=show, seasons=seasons(viewer(), show), **said)


@pages.route("/m/<moment_id>/delete", methods=["GET", "POST"])
def delete_moment(moment_id: str) -> Answer:
    signed_in()
    m = access.moment_to_read(viewer(), moment_id)
    if not m.can.delete:
        raise Forbidden
    if request.method == "POST":
        with unit_of_work():
            actions.delete_moment(moment=access.moment_to_delete(viewer(), moment_id))
        flash(gettext("Your moment is taken back."))
        return seen_at(url_for("web.show", slug=m.show.slug))
    return render_template(
        "parts/sure.html",
        url=request.path,
        back=url_for("web.moment", moment_id=moment_id),
        question=gettext("Take this moment back?"),
        consequence=gettext("It goes from every page at once. What others said about it goes with it."),
        yes=gettext("Take it back"),
    )


def _why(m: Open | Sealed) -> str | None:
    """What its author was told about why it is not up any more."""
    taken = m.state in {"hidden", "removed"} and m.author.id == viewer().account_id
    return statement_about("moment", m.id) if taken else None


def _around(m: Open | Sealed) -> list[Open]:
    found = show_page(viewer(), Timeline(m.show.id), "hot", limit=AROUND + 1).items
    return [each for each in found if isinstance(each, Open) and each.id != m.id][:AROUND]
