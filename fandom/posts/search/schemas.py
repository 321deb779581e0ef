"""What programs send to search and get from it."""

from marshmallow import fields, validate

from fandom.infra.api import In, Out, Paged
from fandom.posts.comments.schemas import CommentOut
from fandom.posts.schemas import FaceOut, MomentOut
from fandom.posts.search.asking import TYPED_MAX
from fandom.posts.search.values import KINDS
from fandom.posts.tags.schemas import TagOut
from fandom.shows.schemas import ShowListedOut


class NamesIn(In):
    q = fields.String(required=True, validate=validate.Length(1, TYPED_MAX))


class SearchIn(Paged):
    """Without `kind`, a few of each, on one page."""

    q = fields.String(required=True, validate=validate.Length(1, TYPED_MAX))
    kind = fields.String(load_default=None, validate=validate.OneOf(KINDS))


class PartOut(Out):
    """A piece of the text that holds what was looked for; `hit` where it is that."""

    text = fields.String(required=True)
    hit = fields.Boolean(required=True)


class HitOut(Out):
    """Has a field of the name of its `kind`; a comment also its `moment`. `snippet` is null for what is a name."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    show = fields.Nested(ShowListedOut)
    fan = fields.Nested(FaceOut)
    tag = fields.Nested(TagOut)
    moment = fields.Nested(MomentOut)
    comment = fields.Nested(CommentOut)
    snippet = fields.List(fields.Nested(PartOut), required=True, allow_none=True)


class HitsOut(Out):
    items = fields.List(fields.Nested(HitOut), required=True)
    next = fields.String(required=True, allow_none=True)


class NamesOut(Out):
    items = fields.List(fields.Nested(HitOut), required=True)
