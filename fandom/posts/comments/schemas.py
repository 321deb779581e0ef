"""What programs send and get about comments."""

from typing import Any

from marshmallow import fields, post_load, validate

from fandom.infra.api import In, LiveOut, Out
from fandom.posts.schemas import CanOut, FaceOut, PlaceIn, PositionOut, ReactionsOut, milliseconds, timestamp
from fandom.posts.values import BODY_MAX, CommentChange, CommentDraft


class CommentFields(In):
    at_ms = milliseconds(allow_none=True)
    reveals_at = fields.Nested(PlaceIn, allow_none=True)


class CommentIn(CommentFields):
    body = fields.String(required=True, validate=validate.Length(1, BODY_MAX))
    parent = fields.String(allow_none=True, validate=validate.Length(1, 26))

    @post_load
    def draft(self, data: dict[str, Any], **_: Any) -> CommentDraft:
        return CommentDraft(**data)


class CommentPatch(CommentFields):
    body = fields.String(validate=validate.Length(1, BODY_MAX))

    @post_load
    def change(self, data: dict[str, Any], **_: Any) -> CommentChange:
        return CommentChange(**data)


class CommentOut(ReactionsOut):
    """`gone` is a tombstone, `sealed` lies past the viewer's horizon: neither has words. A tombstone that is
    `hidden` is there for others: its author, or one of its words, is muted or blocked.
    """

    id = fields.String(required=True)
    moment = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    sealed = fields.Boolean(required=True)
    gone = fields.Boolean(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["published", "held", "hidden", "removed", "deleted"]))
    author = fields.Nested(FaceOut, required=True, allow_none=True)
    body = fields.String(required=True, allow_none=True)
    body_html = fields.String(required=True, allow_none=True)
    at_ms = fields.Integer(required=True, allow_none=True)
    reveals_at = fields.Nested(PositionOut, required=True, allow_none=True)
    created_at = timestamp()
    edited_at = timestamp(allow_none=True)
    can = fields.Nested(CanOut, required=True)


class CommentsOut(Out):
    items = fields.List(fields.Nested(CommentOut), required=True)
    next = fields.String(required=True, allow_none=True)
    live = fields.Nested(LiveOut, required=True, allow_none=True)
