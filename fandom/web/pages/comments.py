"""What people say about a moment: said, edited, taken back."""

from flask import render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Forbidden, Invalid, Stale
from fandom.core.horizon import episode_name
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts import access as moments
from fandom.posts import limiting
from fandom.posts.comments import access, actions
from fandom.posts.models import Comment
from fandom.posts.values import UNSET, CommentChange, CommentDraft, OpenComment, Place, Unset
from fandom.web import further
from fandom.web.asked import Asked
from fandom.web.pages import pages
from fandom.web.pages.moments import Answer, whole
from fandom.web.ways import seen_at


@pages.post("/m/<moment_id>/comments")
@limiting.new_comments
def comment(moment_id: str) -> Answer:
    signed_in()
    try:
        said = _say(moment_id)
    except Invalid as wrong:
        typed = {name: request.form.get(name, "") for name in ("body", "at", "parent", "more")}
        return whole(moment_id, 422, typed=typed, errors=wrong.errors)
    return seen_at(f"{url_for('web.moment', moment_id=moment_id)}#comment-{said}")


def _say(moment_id: str) -> str:
    form = Asked(request.form)
    at_ms = form.time("at", "at_ms")
    form.check()
    draft = CommentDraft(
        body=request.form.get("body", ""),
        parent=request.form.get("parent") or None,
        at_ms=at_ms,
        reveals_at=further.place(request.form.get("more", "")),
    )
    with unit_of_work():
        m = moments.moment_to_answer(viewer(), moment_id)
        return actions.post_comment(author=viewer(), moment=m, draft=draft).id


@pages.route("/comments/<comment_id>/edit", methods=["GET", "POST"])
@limiting.changes
def edit_comment(comment_id: str) -> Answer:
    c = _own(comment_id)
    if request.method == "GET":
        return _form(c, c.body, c.reveals_at.episode if c.reveals_at else "")
    try:
        _edit(comment_id)
    except Invalid as wrong:
        return _form(c, request.form.get("body", ""), request.form.get("more", ""), wrong.errors), 422
    except Stale:
        errors = {"body": [gettext("It changed since you opened it. Look at it once more and send it again.")]}
        return _form(c, request.form.get("body", ""), request.form.get("more", ""), errors), 412
    return _back(c)


def _edit(comment_id: str) -> None:
    with unit_of_work():
        row = access.comment_to_edit(viewer(), comment_id)
        if str(row.version) != request.form.get("version"):
            raise Stale
        actions.edit_comment(comment=row, change=CommentChange(request.form.get("body", ""), reveals_at=_more(row)))


@pages.route("/comments/<comment_id>/delete", methods=["GET", "POST"])
def delete_comment(comment_id: str) -> Answer:
    c = _own(comment_id)
    if request.method == "POST":
        with unit_of_work():
            actions.delete_comment(comment=access.comment_to_delete(viewer(), comment_id))
        return _back(c)
    return render_template(
        "parts/sure.html",
        url=request.path,
        back=url_for("web.moment", moment_id=c.moment_id),
        question=gettext("Take this comment back?"),
        consequence=gettext("Its words go from every page at once. Answers to it stay."),
        yes=gettext("Take it back"),
    )


def _own(comment_id: str) -> OpenComment:
    signed_in()
    c = access.comment_to_read(viewer(), comment_id)
    if not isinstance(c, OpenComment) or c.author.id != viewer().account_id:
        raise Forbidden
    return c


def _more(row: Comment) -> Place | Unset | None:
    """Left as it was it stays where it is, also in the middle of an episode."""
    chosen = request.form.get("more")
    was = episode_name(row.reveal_season, row.reveal_number or 0) if row.reveal_season is not None else ""
    return UNSET if chosen is None or chosen == was else further.place(chosen)


def _form(c: OpenComment, body: str, more: str, errors: dict[str, list[str]] | None = None) -> str:
    m = moments.moment_to_read(viewer(), c.moment_id)
    places = further.knows_more(m)
    if more and more not in places:
        places = (*places, more)
    typed = {"body": body, "more": more}
    return render_template(
        "comments/edit.html", c=c, show=m.show, typed=typed, version=c.version, places=places, errors=errors or {}
    )


def _back(c: OpenComment) -> Response:
    return seen_at(f"{url_for('web.moment', moment_id=c.moment_id)}#comment-{c.id}")
