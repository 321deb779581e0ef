"""The JSON API of reactions."""

from fandom.infra.api import Blueprint
from fandom.infra.endpoint import signed_in, writes
from fandom.posts import access, limiting
from fandom.posts.reactions import actions
from fandom.posts.schemas import ReactionsOut
from fandom.posts.shapes import Json, counts_json

blueprint = Blueprint("reactions", __name__, description="Reactions to moments.")
PATH = "/moments/<moment_id>/reactions/<emoji>"


@blueprint.route(PATH, methods=["PUT"])
@limiting.reactions
@writes()
@blueprint.response(200, ReactionsOut)
def put_reaction(moment_id: str, emoji: str) -> Json:
    """React with one of the show's palette; again is the same as once."""
    fan = signed_in()
    moment = access.moment_to_answer(fan, moment_id)
    return counts_json(actions.react(viewer=fan, moment=moment, emoji=emoji))


@blueprint.route(PATH, methods=["DELETE"])
@limiting.reactions
@writes()
@blueprint.response(200, ReactionsOut)
def delete_reaction(moment_id: str, emoji: str) -> Json:
    """Take a reaction back; what is not there stays away."""
    fan = signed_in()
    moment = access.moment_to_read(fan, moment_id)
    return counts_json(actions.take_back(viewer=fan, moment=moment, emoji=emoji))
