"""The JSON API of comments."""

from typing import Any

from flask import Response, jsonify

from fandom.infra import live
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import etag, listing, match, page_key, reads, signed_in, viewer, writes
from fandom.infra.live import live_json
from fandom.infra.site import origin
from fandom.posts import limiting
from fandom.posts.access import moment_to_answer, topic_to_follow
from fandom.posts.comments import access, actions
from fandom.posts.comments.schemas import CommentIn, CommentOut, CommentPatch, CommentsOut
from fandom.posts.shapes import comment_json
from fandom.posts.values import CommentChange, CommentDraft, OpenComment, SealedComment

blueprint = Blueprint("comments", __name__, description="What is said below a moment.")


def answer(comment: OpenComment | SealedComment, status: int = 200) -> Response:
    response = jsonify(CommentOut().dump(comment_json(comment, origin())))
    response.status_code = status
    return etag(response, comment.version)


@blueprint.route("/moments/<moment_id>/comments", methods=["GET"])
@reads()
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, CommentsOut)
def list_comments(page: dict[str, Any], moment_id: str) -> Any:
    """Comments, oldest first, each naming the one that it answers; none below a sealed moment."""
    position = live_json(live.position(topic_to_follow(viewer(), moment_id)))
    found = access.comments_to_read(viewer(), moment_id, page["limit"], page_key(page["cursor"]))
    body, headers = listing([comment_json(each, origin()) for each in found.items], found.next, live=position)
    return body, 200, headers


@blueprint.route("/moments/<moment_id>/comments", methods=["POST"])
@limiting.new_comments
@writes(idempotent=True)
@blueprint.arguments(CommentIn)
@blueprint.response(201, CommentOut)
def post_comment(draft: CommentDraft, moment_id: str) -> Response:
    """Say something below a moment, or answer a comment there."""
    author = signed_in()
    moment = moment_to_answer(author, moment_id)
    comment = actions.post_comment(author=author, moment=moment, draft=draft)
    return answer(access.comment_to_read(author, comment.id), 201)


@blueprint.route("/comments/<comment_id>", methods=["PATCH"])
@limiting.changes
@writes()
@blueprint.arguments(CommentPatch)
@blueprint.response(200, CommentOut)
def patch_comment(change: CommentChange, comment_id: str) -> Response:
    """Change a comment of one's own; what it was is kept."""
    author = signed_in()
    comment = access.comment_to_edit(author, comment_id)
    match(comment.version)
    actions.edit_comment(comment=comment, change=change)
    return answer(access.comment_to_read(author, comment_id))


@blueprint.route("/comments/<comment_id>", methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_comment(comment_id: str) -> None:
    """Take back a comment of one's own; with replies a tombstone stays."""
    comment = access.comment_to_delete(signed_in(), comment_id)
    match(comment.version)
    actions.delete_comment(comment=comment)
