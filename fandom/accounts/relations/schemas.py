"""What programs send and get about relations."""

from marshmallow import fields, validate

from fandom.infra.api import In, Out

A_MINUTE, A_YEAR = 60, 366 * 24 * 3600


class MuteIn(In):
    """Left out or null: for ever."""

    may_be_left_out = True

    for_s = fields.Integer(strict=True, allow_none=True, validate=validate.Range(A_MINUTE, A_YEAR))


class RelationOut(Out):
    """How I stand to them."""

    following = fields.Boolean(required=True)
    follows_me = fields.Boolean(required=True)
    muted = fields.Boolean(required=True)
    muted_until = fields.DateTime(required=True, allow_none=True)
    blocked = fields.Boolean(required=True)


class FanOut(Out):
    handle = fields.String(required=True)
    display_name = fields.String(required=True)
    url = fields.String(required=True)
    avatar_url = fields.String(required=True, allow_none=True)
    about = fields.String(required=True)
    following = fields.Boolean(required=True)


class FansOut(Out):
    items = fields.List(fields.Nested(FanOut), required=True)
    next = fields.String(required=True, allow_none=True)


class MuteOut(Out):
    """`value` is a handle, a slug, a tag or words, as the address of the mute has it."""

    kind = fields.String(required=True, validate=validate.OneOf(["account", "word", "tag", "show"]))
    value = fields.String(required=True)
    name = fields.String(required=True)
    until = fields.DateTime(required=True, allow_none=True)
    at = fields.DateTime(required=True)


class MutesOut(Out):
    items = fields.List(fields.Nested(MuteOut), required=True)
    next = fields.String(required=True, allow_none=True)
