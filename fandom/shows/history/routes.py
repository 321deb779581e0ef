"""The JSON API of imports of watch histories."""

from typing import Any

from flask import request

from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import listing, page_key, reads, signed_in, writes
from fandom.infra.incoming import takes_up_to
from fandom.infra.sentences import in_words
from fandom.shows.access import show_to_read
from fandom.shows.history import access, actions, limiting, queries, sending, shapes
from fandom.shows.history.opening import FILE_MAX
from fandom.shows.history.schemas import UPLOAD, HistoryImportOut, HistoryImportsOut

blueprint = Blueprint("history", __name__, description="What one has watched elsewhere, brought in from a file.")
IMPORT = "/me/history-imports/<import_id>"
Json = dict[str, Any]


@blueprint.route("/me/history-imports", methods=["POST"])
@takes_up_to(FILE_MAX)
@limiting.new_imports
@writes(apart=True)
@blueprint.doc(requestBody=UPLOAD)
@blueprint.response(202, HistoryImportOut)
def post_history() -> Json:
    """Send what a Trakt export or a CSV says was watched. `history.changed` on `me` says how far it is."""
    who = signed_in()
    return _import(sending.send(viewer=who, file=request.files.get("file")))


@blueprint.route("/me/history-imports", methods=["GET"])
@reads(private=True)
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, HistoryImportsOut)
def list_histories(asked: Json) -> Any:
    """Imports of the last thirty days, the latest first."""
    found = queries.imports(str(signed_in().account_id), after=page_key(asked["cursor"]), limit=asked["limit"])
    body, headers = listing([shapes.listed_json(each, in_words) for each in found.items], found.next)
    return body, 200, headers


@blueprint.route(IMPORT, methods=["GET"])
@reads(private=True)
@blueprint.response(200, HistoryImportOut)
def get_history(import_id: str) -> Json:
    """How far it is, which shows moved from where to where, and what was not taken and why."""
    return _import(import_id)


@blueprint.route(f"{IMPORT}/moves", methods=["DELETE"])
@limiting.changes
@writes()
@blueprint.response(200, HistoryImportOut)
def delete_moves(import_id: str) -> Json:
    """Put every show back where it stood before, for a day; who has moved on since stays."""
    found = access.import_to_read(signed_in(), import_id)
    actions.put_back(viewer=signed_in(), import_id=found.id)
    return _import(import_id)


@blueprint.route(f"{IMPORT}/moves/<slug>", methods=["DELETE"])
@limiting.changes
@writes()
@blueprint.response(200, HistoryImportOut)
def delete_move(import_id: str, slug: str) -> Json:
    """Put this one show back where it stood before."""
    found = access.import_to_read(signed_in(), import_id)
    actions.put_back(viewer=signed_in(), import_id=found.id, show_id=show_to_read(signed_in(), slug).id)
    return _import(import_id)


def _import(import_id: str) -> Json:
    return shapes.import_json(access.import_to_read(signed_in(), import_id), in_words)
