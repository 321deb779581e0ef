"""The JSON API of reactions."""

from fandom.infra.api import Blueprint
from fandom.infra.endpoint import signed_in, writes
from fandom.posts import access, limiting
from fandom.posts.comments import access as comments
from fandom.posts.reactions import actions
from fandom.posts.schemas import ReactionsOut
from fandom.posts.shapes import Json, counts_json

blueprint = Blueprint("reactions", __name__, description="Reactions to moments and comments.")
ON_MOMENT = "/moments/<moment_id>/reactions/<emoji>"
ON_COMMENT = "/comments/<comment_id>/reactions/<emoji>"


@blueprint.route(ON_MOMENT, methods=["PUT"])
@limiting.reactions
@writes()
@blueprint.response(200, ReactionsOut)
def put_reaction(moment_id: str, emoji: str) -> Json:
    """React with one of the show's palette; again is the same as once."""
    fan = signed_in()
    return counts_json(actions.react(viewer=fan, on=access.moment_to_answer(fan, moment_id), emoji=emoji))


@blueprint.route(ON_MOMENT, methods=["DELETE"])
@limiting.reactions
@writes()
@blueprint.response(200, ReactionsOut)
def delete_reaction(moment_id: str, emoji: str) -> Json:
    """Take a reaction back; what is not there stays away."""
    fan = signed_in()
    return counts_json(actions.take_back(viewer=fan, on=access.moment_to_read(fan, moment_id), emoji=emoji))


@blueprint.route(ON_COMMENT, methods=["PUT"])
@limiting.reactions
@writes()
@blueprint.response(200, ReactionsOut)
def put_comment_reaction(comment_id: str, emoji: str) -> Json:
    """React to a comment with one of the show's palette; again is the same as once."""
    fan = signed_in()
    return counts_json(actions.react(viewer=fan, on=comments.comment_to_answer(fan, comment_id), emoji=emoji))


@blueprint.route(ON_COMMENT, methods=["DELETE"])
@limiting.reactions
@writes()
@blueprint.response(200, ReactionsOut)
def delete_comment_reaction(comment_id: str, emoji: str) -> Json:
    """Take a reaction to a comment back; what is not there stays away."""
    fan = signed_in()
    return counts_json(actions.take_back(viewer=fan, on=comments.comment_to_read(fan, comment_id), emoji=emoji))
