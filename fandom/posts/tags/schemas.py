"""What programs send and get about tags."""

from typing import Any

from marshmallow import fields, validate

from fandom.infra.api import In, Out, Paged

WORD_MAX = 60


class TagsIn(Paged):
    """`q` is how it begins; `show` the fandom, or else all of them."""

    q = fields.String(load_default="", validate=validate.Length(max=WORD_MAX))
    show = fields.String(load_default=None, validate=validate.Length(1, 100))


class WrangledIn(Paged):
    q = fields.String(load_default="", validate=validate.Length(max=WORD_MAX))


class SynonymIn(In):
    canonical = fields.String(required=True, validate=validate.Length(1, WORD_MAX))


class TagOut(Out):
    tag = fields.String(required=True)
    count = fields.Integer(required=True)


class TagsOut(Out):
    items = fields.List(fields.Nested(TagOut), required=True)
    next = fields.String(required=True, allow_none=True)


class SynonymOut(Out):
    """`canonical` is what the alias leads to now."""

    alias = fields.String(required=True)
    canonical = fields.String(required=True)


class WrangledOut(TagOut):
    first: Any = fields.String(required=True, allow_none=True, metadata={"description": "the first episode it is in"})
    leads_to = fields.String(required=True, allow_none=True)
    everywhere = fields.Boolean(required=True)


class WrangledTagsOut(Out):
    items = fields.List(fields.Nested(WrangledOut), required=True)
    next = fields.String(required=True, allow_none=True)
