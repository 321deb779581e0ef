"""The tags of a fandom, for its moderators: which of them mean the same."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.core.errors import Invalid
from fandom.core.text import tag, tag_beginning
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.posts.tags import actions, limiting, queries
from fandom.posts.tags.access import fandom_to_wrangle, tag_to_join
from fandom.shows.access import show_to_moderate
from fandom.web.lists import older, start_key
from fandom.web.pages import pages
from fandom.web.ways import seen_at

PAGE = 50


@pages.get("/shows/<slug>/tags")
def show_tags(slug: str) -> str:
    return _page(slug, {"alias": request.args.get("alias", "")})


@pages.post("/shows/<slug>/tags")
@limiting.joining
def join_tags(slug: str) -> Response | tuple[str, int]:
    who, typed = signed_in(), request.form
    place = fandom_to_wrangle(who, None if "everywhere" in typed else slug)
    try:
        alias = tag_to_join(who, typed.get("alias", ""), place, "alias")
        canonical = tag_to_join(who, typed.get("canonical", ""), place, "canonical")
        with unit_of_work():
            actions.join_tags(viewer=who, show_id=place, alias=alias, canonical=canonical)
    except Invalid as wrong:
        return _page(slug, typed, wrong.errors), 422
    flash(gettext("#%(alias)s leads to #%(tag)s now.", alias=alias, tag=canonical))
    return seen_at(url_for("web.show_tags", slug=slug))


@pages.post("/shows/<slug>/tags/<alias>/apart")
@limiting.joining
def part_tags(slug: str, alias: str) -> Response:
    who = signed_in()
    place = fandom_to_wrangle(who, None if "everywhere" in request.form else slug)
    with unit_of_work():
        actions.part_tags(viewer=who, show_id=place, alias=tag(alias) or "")
    flash(gettext("#%(alias)s stands on its own again.", alias=alias))
    return seen_at(url_for("web.show_tags", slug=slug))


def _page(slug: str, typed: Any, errors: dict[str, list[str]] | None = None) -> str:
    show = show_to_moderate(signed_in(), slug)
    q = request.args.get("q", "")
    beginning = tag_beginning(q)
    found: tuple[Any, ...] = ()
    if beginning is not None:
        after = start_key() or ""
        found = queries.wrangled(viewer(), show.id, prefix=beginning, limit=PAGE + 1, after=after)
    return render_template(
        "shows/tags.html",
        show=show,
        tags=found[:PAGE],
        older=older(found[PAGE - 1].tag if len(found) > PAGE else None),
        q=q,
        typed=typed,
        errors=errors or {},
        everywhere=viewer().is_admin or viewer().moderates_all,
    )
