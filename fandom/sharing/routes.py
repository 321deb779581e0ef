"""The JSON API of sharing: oEmbed."""

from typing import Any

from flask import Response, abort, jsonify
from marshmallow import EXCLUDE

from fandom.infra.api import Blueprint
from fandom.infra.endpoint import reads
from fandom.infra.site import origin, origins
from fandom.sharing import limiting
from fandom.sharing.access import moment_at
from fandom.sharing.oembed import Room, offer
from fandom.sharing.schemas import OembedIn, OembedOut

blueprint = Blueprint("sharing", __name__, description="What other sites show in place of an address of ours.")
RECHECKED = "public, max-age=0, must-revalidate"


@blueprint.route("/oembed", methods=["GET"])
@limiting.embeds
@reads()
@blueprint.arguments(OembedIn, location="query", unknown=EXCLUDE)
@blueprint.response(200, OembedOut)
def oembed(asked: dict[str, Any]) -> Response:
    """What to show for the address of a moment (oEmbed 1.0), always as everybody may see it. JSON only: 501 else."""
    if asked["format"] != "json":
        abort(501, "Only JSON is spoken here.")
    found = offer(moment_at(asked["url"], origins()), origin(), Room(asked["maxwidth"], asked["maxheight"]))
    response = jsonify(OembedOut().dump(found))
    response.headers["Cache-Control"] = RECHECKED
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return response
