"""The JSON API of files."""

from typing import Any

from flask import Response, jsonify, request
from flask_babel import gettext

from fandom.infra.api import Blueprint
from fandom.infra.db import unit_of_work
from fandom.infra.endpoint import claimed, etag, match, once, reads, signed_in, viewer, writes
from fandom.infra.incoming import takes_up_to
from fandom.infra.site import origin
from fandom.media import access, actions, avatars, limiting, uploading
from fandom.media.models import File
from fandom.media.queries import media_of
from fandom.media.rules import VIDEO_MAX
from fandom.media.schemas import UPLOAD, AvatarIn, MediaOut, MediaPatch
from fandom.media.shapes import media_json

blueprint = Blueprint("media", __name__, description="Pictures and videos, from their upload on")


def answer(file: File, status: int = 200) -> Response:
    response = jsonify(media_json(media_of(file), origin(), gettext))
    response.status_code = status
    response.headers["Location"] = f"/api/v1/media/{file.id}"
    return etag(response, file.version)


@blueprint.route("/media", methods=["POST"])
@takes_up_to(VIDEO_MAX)
@limiting.new_files
@writes(idempotent=True, apart=True)
@blueprint.doc(requestBody=UPLOAD)
@blueprint.response(202, MediaOut)
def upload_media() -> Response:
    """Send a picture or a video, told apart by what is in them. It is looked at next.

    GET it, or follow `me`, to see it become ready or fail.
    """
    owner = signed_in()
    upload = uploading.upload_of(request.files.get("file"), request.form.get("alt", ""))
    with uploading.stored(owner=owner, upload=upload) as stored, unit_of_work():
        return once(claimed(owner, upload.body), lambda: answer(uploading.add(owner=owner, stored=stored), 202))


@blueprint.route("/media/<file_id>", methods=["GET"])
@reads()
@blueprint.response(200, MediaOut)
def read_media(file_id: str) -> Response:
    """A file of one's own, or one that something shows which one may read."""
    return answer(access.file_to_read(viewer(), file_id))


@blueprint.route("/media/<file_id>", methods=["PATCH"])
@limiting.changes
@writes()
@blueprint.arguments(MediaPatch)
@blueprint.response(200, MediaOut)
def patch_media(asked: dict[str, Any], file_id: str) -> Response:
    """Say what is to be seen on it."""
    file = access.file_to_edit(signed_in(), file_id)
    match(file.version)
    actions.describe(file=file, alt=asked["alt"])
    return answer(file)


@blueprint.route("/media/<file_id>", methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_media(file_id: str) -> None:
    """Delete an upload of one's own that nothing shows."""
    actions.forget(file=access.file_to_delete(signed_in(), file_id))


@blueprint.route("/me/avatar", methods=["PUT"])
@limiting.changes
@writes()
@blueprint.arguments(AvatarIn)
@blueprint.response(204)
def set_avatar(asked: dict[str, str]) -> None:
    """Be shown by this picture, as soon as it is ready."""
    avatars.choose(viewer=signed_in(), file_id=asked["media"])


@blueprint.route("/me/avatar", methods=["DELETE"])
@limiting.changes
@writes()
@blueprint.response(204)
def delete_avatar() -> None:
    """Be shown without a picture."""
    avatars.remove(viewer=signed_in())
