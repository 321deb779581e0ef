"""What programs send and get about moments."""

from typing import Any

from marshmallow import fields, post_load, validate

from fandom.core.text import MAX_TAGS
from fandom.infra.api import Flag, In, LiveOut, Out
from fandom.media.schemas import MediaOut
from fandom.posts.values import CAPTION_MAX, MEDIA_MAX, MomentChange, MomentDraft, Place
from fandom.shows.fields import EpisodeName

MAX_MS = 2**31 - 1


def milliseconds(**options: Any) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(0, MAX_MS), **options)


class PlaceIn(In):
    episode = EpisodeName(required=True)
    position_ms = milliseconds(allow_none=True)

    @post_load
    def place(self, data: dict[str, Any], **_: Any) -> Place:
        return Place(**data)


class MomentFields(In):
    episode = EpisodeName(allow_none=True)
    start_ms = milliseconds(allow_none=True)
    end_ms = milliseconds(allow_none=True)
    tags = fields.List(fields.String(validate=validate.Length(1, 60)), validate=validate.Length(max=MAX_TAGS))
    media = fields.List(fields.String(validate=validate.Length(1, 26)), validate=validate.Length(max=MEDIA_MAX))
    clip = Flag()
    reveals_at = fields.Nested(PlaceIn, allow_none=True)


class MomentIn(MomentFields):
    show = fields.String(required=True, validate=validate.Length(1, 100))
    caption = fields.String(required=True, validate=validate.Length(1, CAPTION_MAX))

    @post_load
    def draft(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"show": data.pop("show"), "draft": MomentDraft(**_tupled(data))}


class MomentPatch(MomentFields):
    caption = fields.String(validate=validate.Length(1, CAPTION_MAX))

    @post_load
    def change(self, data: dict[str, Any], **_: Any) -> MomentChange:
        return MomentChange(**_tupled(data))


def _tupled(data: dict[str, Any]) -> dict[str, Any]:
    return data | {name: tuple(data[name]) for name in ("tags", "media") if name in data}


class ShowOut(Out):
    slug = fields.String(required=True)
    title = fields.String(required=True)


class EpisodeOut(Out):
    number = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)


class PositionOut(Out):
    """Of what is sealed only the episode is told."""

    episode = fields.String(required=True)
    position_ms = fields.Integer()


class FaceOut(Out):
    handle = fields.String(required=True)
    display_name = fields.String(required=True)
    avatar_url = fields.String(required=True, allow_none=True)


class CanOut(Out):
    edit = fields.Boolean(required=True)
    delete = fields.Boolean(required=True)
    moderate = fields.Boolean(required=True)


def timestamp(**options: Any) -> fields.String:
    return fields.String(required=True, metadata={"format": "date-time"}, **options)


class ReactionsOut(Out):
    reactions = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    reaction_count = fields.Integer(required=True)
    my_reactions = fields.List(fields.String(), required=True)


class MomentOut(ReactionsOut):
    id = fields.String(required=True)
    url = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["published", "held", "hidden", "removed"]))
    sealed = fields.Boolean(required=True)
    show = fields.Nested(ShowOut, required=True)
    episode = fields.Nested(EpisodeOut, required=True, allow_none=True)
    start_ms = fields.Integer(required=True, allow_none=True)
    end_ms = fields.Integer(required=True, allow_none=True)
    caption = fields.String(required=True, allow_none=True)
    caption_html = fields.String(required=True, allow_none=True)
    tags = fields.List(fields.String(), required=True)
    media = fields.List(fields.Nested(MediaOut), required=True)
    author = fields.Nested(FaceOut, required=True)
    comment_count = fields.Integer(required=True)
    reveals_at = fields.Nested(PositionOut, required=True, allow_none=True)
    watch_url = fields.String(required=True, allow_none=True)
    created_at = timestamp()
    edited_at = timestamp(allow_none=True)
    can = fields.Nested(CanOut, required=True)


class FollowedMomentOut(MomentOut):
    live = fields.Nested(LiveOut, required=True, allow_none=True)


class MomentsOut(Out):
    items = fields.List(fields.Nested(MomentOut), required=True)
    next = fields.String(required=True, allow_none=True)


class FollowedMomentsOut(MomentsOut):
    live = fields.Nested(LiveOut, required=True, allow_none=True)
