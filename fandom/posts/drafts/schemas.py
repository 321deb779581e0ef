"""What programs send and get about drafts: lenient, since what is half typed is kept as it is, but bounded."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from fandom.core.text import MAX_TAGS
from fandom.infra.api import Flag, In, Out
from fandom.media.schemas import MediaOut
from fandom.posts.drafts.values import Typed
from fandom.posts.schemas import MAX_MS, ShowOut, timestamp
from fandom.posts.values import CAPTION_MAX, MEDIA_MAX

WORD_MAX = 60
TAGS_MAX = 3 * MAX_TAGS


def half() -> fields.Raw:
    """A number, or what is typed so far of one, like "12:"."""
    return fields.Raw(allow_none=True, validate=_check_half)


def _check_half(value: Any) -> None:
    words = isinstance(value, str) and len(value) <= WORD_MAX and "\0" not in value
    number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_MS
    if not (words or number):
        raise ValidationError("A number of milliseconds, or at most 60 characters.")


class HalfPlace(In):
    """`until` is the answer to "hidden until when?", where a form asks so."""

    until = fields.String(validate=validate.Length(max=WORD_MAX), allow_none=True)
    episode = fields.String(validate=validate.Length(max=WORD_MAX), allow_none=True)
    position_ms = half()


class DraftFields(In):
    caption = fields.String(validate=validate.Length(max=8 * CAPTION_MAX))
    episode = fields.String(validate=validate.Length(max=WORD_MAX), allow_none=True)
    start_ms = half()
    end_ms = half()
    tags = fields.List(fields.String(validate=validate.Length(max=WORD_MAX)), validate=validate.Length(max=TAGS_MAX))
    reveals_at = fields.Nested(HalfPlace, allow_none=True)
    clip = Flag(allow_none=True, metadata={"description": "null while nobody has said so"})


class DraftIn(DraftFields):
    """`version` is what the draft was when it was read, 0 where there was none; left out, nobody asks."""

    media = fields.List(fields.String(validate=validate.Length(1, 26)), validate=validate.Length(max=MEDIA_MAX))
    version = fields.Integer(strict=True, validate=validate.Range(0, MAX_MS))

    @post_load
    def typed(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        seen, media = data.pop("version", None), tuple(data.pop("media", ()))
        return {"seen": seen, "typed": Typed(data, media)}


class DraftOut(Out):
    """Only what was typed is there, as it was typed."""

    show = fields.Nested(ShowOut, required=True)
    caption = fields.String()
    episode = fields.String(allow_none=True)
    start_ms = fields.Raw(allow_none=True)
    end_ms = fields.Raw(allow_none=True)
    tags = fields.List(fields.String())
    reveals_at = fields.Dict(allow_none=True)
    clip = fields.Boolean(allow_none=True)
    media = fields.List(fields.Nested(MediaOut), required=True)
    version = fields.Integer(required=True)
    created_at = timestamp()
    updated_at = timestamp()


class DraftsOut(Out):
    items = fields.List(fields.Nested(DraftOut), required=True)
    next = fields.String(required=True, allow_none=True)
