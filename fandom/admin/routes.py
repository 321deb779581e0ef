"""The JSON API of administrators. For everybody else there is nothing at these addresses."""

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify

from fandom.admin import access, actions, limiting, queries, shapes
from fandom.admin.schemas import (
    AdminAccountIn,
    AdminAccountOut,
    AdminAccountsIn,
    AdminAccountsOut,
    ImportedOut,
    LibraryImportOut,
    LibraryImportsOut,
    LibraryIn,
    LimitIn,
    LimitsOut,
    QueuesOut,
    ShowEditIn,
    ShowEditOut,
    StorageOut,
    SystemOut,
    VideoIn,
    VideoOut,
    VideosOut,
)
from fandom.admin.shapes import Json
from fandom.clips.sources import queries as sources
from fandom.infra import doctor, limits, site
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import etag, listing, match, page_key, reads, viewer, writes
from fandom.shows.access import episode_of, show_to_change, show_to_read
from fandom.shows.catalogue_schema import ShowFile
from fandom.shows.library import actions as library
from fandom.shows.library import queries as imports

blueprint = Blueprint("admin", __name__, description="What administrators see and change.")
RIGHTS = {"is_admin", "moderates_all"}


@blueprint.route("/admin/accounts", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.arguments(AdminAccountsIn, location="query")
@blueprint.response(200, AdminAccountsOut)
def list_accounts(asked: Json) -> Any:
    """Accounts by handle, in any state."""
    access.administrator(viewer())
    after = page_key(asked.pop("cursor"))
    found = queries.accounts(
        asked=asked["q"], state=asked["state"], role=asked["role"], after=after, limit=asked["limit"]
    )
    body, headers = listing([shapes.account_json(each) for each in found.items], found.next)
    return body, 200, headers


@blueprint.route("/admin/accounts/<handle>", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, AdminAccountOut)
def get_account(handle: str) -> Response:
    """One account, in any state."""
    found = access.account_to_see(viewer(), handle)
    return etag(jsonify(shapes.account_json(found)), found.version)


@blueprint.route("/admin/accounts/<handle>", methods=["PATCH"])
@limiting.changes
@writes(scope="moderate")
@blueprint.arguments(AdminAccountIn)
@blueprint.response(200, AdminAccountOut)
def patch_account(asked: Json, handle: str) -> Response:
    """Ban somebody or let them back in; give and take rights of the whole site, which no token may."""
    enter = access.rights_to_give if RIGHTS & asked.keys() else access.account_to_rule
    account = enter(viewer(), handle)
    match(account.version)
    actions.change_account(viewer=viewer(), account=account, changes=asked)
    found = access.account_to_see(viewer(), handle)
    return etag(jsonify(shapes.account_json(found)), found.version)


@blueprint.route("/admin/shows", methods=["POST"])
@limiting.changes
@writes(scope="moderate")
@blueprint.arguments(ShowFile)
@blueprint.response(200, ImportedOut)
def post_show(show: Any) -> Json:
    """Bring in a catalogue file, or bring its show up to date."""
    who = access.administrator(viewer())
    return {"slug": show.slug, "outcome": actions.import_show(viewer=who, show=show)}


@blueprint.route("/admin/shows/<slug>", methods=["PATCH"])
@limiting.changes
@writes(scope="moderate")
@blueprint.arguments(ShowEditIn)
@blueprint.response(200, ShowEditOut)
def patch_show(asked: Json, slug: str) -> Response:
    """Change what a show is called and how it is told apart."""
    access.administrator(viewer())
    show = show_to_change(viewer(), slug)
    match(show.version)
    actions.edit_show(viewer=viewer(), show_id=show.id, changes=asked)
    now = show_to_read(viewer(), slug)
    names = ("slug", "title", "year", "synopsis", "hue")
    return etag(jsonify({name: getattr(now, name) for name in names}), now.version)


@blueprint.route("/admin/shows/<slug>/sources", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, VideosOut)
def list_sources(slug: str) -> Json:
    """Which videos the episodes of a show have."""
    show = show_to_read(access.administrator(viewer()), slug)
    return {"items": [shapes.source_json(each) for each in sources.listed(show.slug)]}


@blueprint.route("/admin/shows/<slug>/sources/<number>", methods=["PUT"])
@limiting.changes
@writes(scope="moderate")
@blueprint.arguments(VideoIn)
@blueprint.response(202, VideoOut)
def put_source(asked: Json, slug: str, number: str) -> Json:
    """Say which video an episode has: a file below a folder of FANDOM_LIBRARY. A worker looks into it next."""
    path = access.video_to_name(viewer(), asked["path"])
    episode = episode_of(show_to_read(viewer(), slug), number)
    actions.set_source(viewer=viewer(), episode=episode, path=path)
    place = (episode.season, episode.number)
    return shapes.source_json(next(each for each in sources.listed(slug) if (each.season, each.number) == place))


@blueprint.route("/admin/shows/<slug>/sources/<number>", methods=["DELETE"])
@limiting.changes
@writes(scope="moderate")
@blueprint.response(204)
def delete_source(slug: str, number: str) -> None:
    """Cut no more clips from an episode's video. The file stays, and so do the clips that there are."""
    show = show_to_read(access.administrator(viewer()), slug)
    actions.forget_source(viewer=viewer(), episode=episode_of(show, number))


@blueprint.route("/admin/limits", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, LimitsOut)
def list_limits() -> Json:
    """How often what may be done."""
    access.administrator(viewer())
    return {"items": [shapes.limit_json(each) for each in limits.known()], "on": site.settings().limits}


@blueprint.route("/admin/limits/<name>", methods=["PUT"])
@limiting.changes
@writes(scope="moderate")
@blueprint.arguments(LimitIn)
@blueprint.response(204)
def put_limit(asked: Json, name: str) -> None:
    """Allow something more or less often; every process goes by it within seconds."""
    actions.set_limit(viewer=access.administrator(viewer()), name=name, typed=asked["rule"])


@blueprint.route("/admin/limits/<name>", methods=["DELETE"])
@limiting.changes
@writes(scope="moderate")
@blueprint.response(204)
def delete_limit(name: str) -> None:
    """As it was made."""
    actions.reset_limit(viewer=access.administrator(viewer()), name=name)


@blueprint.route("/admin/queues", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, QueuesOut)
def list_queues() -> Json:
    """What waits for workers, and what they could not do."""
    access.administrator(viewer())
    return {
        "queues": [asdict(each) for each in queries.queues()],
        "deliveries": [shapes.failure_json(each) for each in queries.deliveries_given_up()],
        "jobs": [shapes.failure_json(each) for each in queries.jobs_failed()],
    }


@blueprint.route("/admin/deliveries/<row_id>/retry", methods=["PUT"])
@limiting.changes
@writes(scope="moderate")
@blueprint.response(204)
def retry_delivery(row_id: str) -> None:
    """Have something that was given up delivered again."""
    actions.retry_delivery(viewer=access.administrator(viewer()), row_id=row_id)


@blueprint.route("/admin/jobs/<job_id>/retry", methods=["PUT"])
@limiting.changes
@writes(scope="moderate")
@blueprint.response(204)
def retry_job(job_id: str) -> None:
    """Put a failed job back into its queue."""
    actions.retry_job(viewer=access.administrator(viewer()), job_id=job_id)


@blueprint.route("/admin/storage", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, StorageOut)
def get_storage() -> Json:
    """What takes up how much room."""
    access.administrator(viewer())
    found = asdict(queries.storage(site.settings().data))
    return {name: value for name, value in found.items() if name != "place"}


@blueprint.route("/admin/system", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, SystemOut)
def get_system() -> Json:
    """What the doctor finds."""
    access.administrator(viewer())
    return {"items": [asdict(each) for each in doctor.examine()]}


@blueprint.route("/admin/library/imports", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, LibraryImportsOut)
def list_imports(asked: Json) -> Any:
    """Imports of folders, the latest first."""
    access.administrator(viewer())
    found = imports.imports(after=page_key(asked["cursor"]), limit=asked["limit"])
    body, headers = listing([shapes.import_json(each) for each in found.items], found.next)
    return body, 200, headers


@blueprint.route("/admin/library/imports", methods=["POST"])
@limiting.imports
@writes(scope="moderate", idempotent=True)
@blueprint.arguments(LibraryIn)
@blueprint.response(202, LibraryImportOut)
def post_import(asked: Json) -> Json:
    """Import a folder; one that is under way for it goes on. A worker takes it within seconds."""
    path = access.library_to_import(viewer(), asked["path"])
    return shapes.import_json(access.import_to_see(viewer(), library.start(viewer=viewer(), path=path)))


@blueprint.route("/admin/library/imports/<import_id>", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, LibraryImportOut)
def get_import(import_id: str) -> Json:
    """How far an import is, and what it skipped."""
    return shapes.import_json(access.import_to_see(viewer(), import_id))


@blueprint.route("/admin/library/imports/<import_id>", methods=["DELETE"])
@limiting.changes
@writes(scope="moderate")
@blueprint.response(204)
def delete_import(import_id: str) -> None:
    """Stop an import; what has come in stays."""
    library.stop(viewer=viewer(), import_id=access.import_to_see(viewer(), import_id).id)
