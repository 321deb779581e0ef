"""The JSON API of "show me anyway"."""

from flask import Response

from fandom.infra.api import Blueprint
from fandom.infra.endpoint import writes
from fandom.posts import limiting
from fandom.posts.reveals import remembering
from fandom.posts.routes import answer
from fandom.posts.schemas import MomentOut

blueprint = Blueprint("reveals", __name__, description="Moments that somebody wants to see before they get there.")
REVEAL = "/moments/<moment_id>/reveal"


@blueprint.route(REVEAL, methods=["PUT"])
@limiting.reveals
@writes(private=False)
@blueprint.response(200, MomentOut)
def put_reveal(moment_id: str) -> Response:
    """Show this one anyway, from now on; of visitors their session remembers it. Nobody else learns of it."""
    return answer(MomentOut(), remembering.reveal(moment_id))


@blueprint.route(REVEAL, methods=["DELETE"])
@limiting.reveals
@writes(private=False)
@blueprint.response(200, MomentOut)
def delete_reveal(moment_id: str) -> Response:
    """Seal it again, unless one has got so far; again is the same as once."""
    return answer(MomentOut(), remembering.unreveal(moment_id))
