"""The JSON API's part that speaks tus: a video is sent in pieces and goes on where it broke off."""

from flask import Response, request

from fandom.infra.api import PREFIX, Blueprint
from fandom.infra.endpoint import reads, signed_in, writes
from fandom.infra.incoming import takes_bytes
from fandom.media import limiting
from fandom.media.resumable import access, actions, protocol, taking
from fandom.media.resumable.schemas import BEGUN, BYTES, SAID
from fandom.media.resumable.values import Way
from fandom.media.rules import VIDEO_MAX

blueprint = Blueprint("uploads", __name__, description="Videos in pieces, by tus 1.0.0: tus.io")
blueprint.after_request(protocol.speak)


def answer(way: Way, status: int, headers: dict[str, str], file_id: str | None = None) -> Response:
    came = {"Upload-Media": f"{PREFIX}/media/{file_id}"} if file_id else protocol.expires(way.expires_at)
    return Response(status=status, headers=headers | came)


@blueprint.route("/media/uploads", methods=["OPTIONS"])
@blueprint.response(204)
def what_uploads_can() -> Response:
    """What of tus we speak."""
    return Response(status=204, headers=protocol.ABLE)


@blueprint.route("/media/uploads", methods=["POST"])
@limiting.new_files
@writes()
@blueprint.doc(parameters=[SAID, *BEGUN])
@blueprint.response(201)
def begin_upload() -> Response:
    """Begin to send a video. Of Upload-Metadata `alt` says what is to be seen; `filename` and others count for nothing.

    Location is where its bytes go.
    """
    owner = signed_in()
    protocol.check_version()
    said = request.headers.get("Upload-Metadata", "")
    way = actions.begin(owner=owner, length=protocol.number("Upload-Length"), said=said)
    return answer(way, 201, {"Location": f"{PREFIX}/media/uploads/{way.id}"})


@blueprint.route("/media/uploads/<upload_id>", methods=["HEAD"])
@reads(private=True)
@blueprint.doc(parameters=[SAID])
@blueprint.response(200)
def how_far_upload(upload_id: str) -> Response:
    """How much of it is there: Upload-Offset. Once it is all there, Upload-Media is where the file is."""
    protocol.check_version()
    way = access.way_to_go_on(signed_in(), upload_id)
    far = {"Upload-Offset": str(taking.reached(way)), "Upload-Length": str(way.length)}
    return answer(way, 200, far | ({"Upload-Metadata": way.said} if way.said else {}), way.file_id)


@blueprint.route("/media/uploads/<upload_id>", methods=["PATCH"])
@takes_bytes(protocol.BYTES, VIDEO_MAX)
@limiting.pieces
@writes(apart=True)
@blueprint.doc(parameters=[SAID, BYTES["offset"]], requestBody=BYTES["body"])
@blueprint.response(204)
def go_on_with_upload(upload_id: str) -> Response:
    """Send more of it, from Upload-Offset on. With the last byte it becomes a file, which Upload-Media names."""
    owner = signed_in()
    protocol.check_version()
    protocol.check_type()
    way = access.way_to_go_on(owner, upload_id)
    at, file_id = taking.take(owner, way, protocol.number("Upload-Offset"), request.stream, request.content_length)
    return answer(way, 204, {"Upload-Offset": str(at)}, file_id)


@blueprint.route("/media/uploads/<upload_id>", methods=["DELETE"])
@writes(apart=True)
@blueprint.doc(parameters=[SAID])
@blueprint.response(204)
def stop_upload(upload_id: str) -> Response:
    """Take back what was sent so far. What has become a file already is deleted there."""
    protocol.check_version()
    taking.stop(signed_in(), upload_id)
    return Response(status=204)
