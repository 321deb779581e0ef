"""What programs send and get about files."""

from marshmallow import fields, validate

from fandom.infra.api import In, Out
from fandom.infra.openapi import form_with_file
from fandom.media import rules

UPLOAD = form_with_file(
    "PNG, JPEG, WEBP or GIF; or a video of at most 90 seconds and 200 MB as MP4, MOV, WebM or MKV",
    alt={"type": "string", "maxLength": rules.ALT_MAX, "description": "What is to be seen"},
)


class MediaPatch(In):
    alt = fields.String(required=True, validate=validate.Length(max=rules.ALT_MAX))


class AvatarIn(In):
    media = fields.String(required=True, validate=validate.Length(1, 26))


class SourceOut(Out):
    url = fields.String(required=True)
    type = fields.String(required=True)
    width = fields.Integer(required=True)


class MediaOut(Out):
    """While it is processing, or when it failed, there are no addresses; `reason` says why it failed."""

    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["image", "clip"]))
    status = fields.String(required=True, validate=validate.OneOf(["processing", "ready", "failed"]))
    reason = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    poster_url = fields.String(required=True, allow_none=True)
    preview_url = fields.String(required=True, allow_none=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    colour = fields.String(required=True, allow_none=True, metadata={"example": "#2b3a55"})
    duration_ms = fields.Integer(required=True, allow_none=True)
    alt = fields.String(required=True)
    sources = fields.List(fields.Nested(SourceOut), required=True)
