"""Folders of media files, imported from a page: started, followed, stopped; what was skipped, and bad videos."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.admin import access, limiting
from fandom.admin import actions as admin
from fandom.clips import again
from fandom.clips.playing import queries as films
from fandom.clips.sources import queries as videos
from fandom.core.errors import Invalid, NotFound
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in
from fandom.infra.site import libraries
from fandom.shows.access import episode_of, show_to_read
from fandom.shows.library import actions, jobs, queries
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages
from fandom.web.ways import seen_at

# Videos that something is wrong with.
MOST = 50

Errors = dict[str, list[str]]
Answer = str | Response | tuple[str, int]


@pages.get("/admin/library")
def admin_library() -> str:
    return _page()


@pages.post("/admin/library")
@limiting.imports
def start_import() -> Answer:
    who = access.administrator(signed_in())
    try:
        path = access.library_to_import(who, request.form.get("path", ""))
    except Invalid as wrong:
        return _page(wrong.errors), 422
    with unit_of_work():
        import_id = actions.start(viewer=who, path=path)
    jobs.send(import_id)
    return seen_at(url_for("web.admin_library_import", import_id=import_id))


@pages.post("/admin/library/videos")
@limiting.changes
def name_video() -> Answer:
    who, typed = access.administrator(signed_in()), request.form
    try:
        path = access.video_to_name(who, typed.get("video", ""))
        with unit_of_work():
            episode = episode_of(show_to_read(who, typed.get("show", "").strip()), typed.get("episode", "").strip())
            admin.set_source(viewer=who, episode=episode, path=path)
    except Invalid as wrong:
        return _page({"video": wrong.errors.get("path", [])}), 422
    except NotFound:
        return _page({"episode": [gettext("There is no such episode.")]}), 422
    flash(gettext("The workers look into it now."))
    return seen_at(url_for("web.admin_library"))


@pages.get("/admin/library/<import_id>")
def admin_library_import(import_id: str) -> str:
    found = access.import_to_see(signed_in(), import_id)
    return render_template("admin/library_import.html", found=found)


@pages.post("/admin/library/<import_id>/stop")
@limiting.changes
def stop_import(import_id: str) -> Response:
    found = access.import_to_see(signed_in(), import_id)
    with unit_of_work():
        actions.stop(viewer=signed_in(), import_id=found.id)
    flash(gettext("Stopped. What has come in stays."))
    return seen_at(url_for("web.admin_library_import", import_id=import_id))


def _page(errors: Errors | None = None) -> str:
    access.administrator(signed_in())
    found = queries.imports(after=start_key(), limit=PAGE)
    typed = {"path": request.form.get("path", ""), "errors": errors or {}}
    strange = {"unplayable": films.unplayable(MOST), "unplayable_count": films.unplayable_count()}
    wrong = {"videos": videos.troubled(MOST), "video_count": videos.trouble_count(), "clips": again.troubled(MOST)}
    listed = {"found": found, "older": older(found.next), "folders": libraries()}
    return render_template("admin/library.html", **listed, **typed, **wrong, **strange)
