"""What programs ask for and get of how moments went."""

from marshmallow import fields, validate

from fandom.infra.api import Out, Paged

PEOPLE = {"description": "People, each counted once."}


class OpensOut(Out):
    """By the way they came: by a link that was shared, from inside, or from elsewhere."""

    link = fields.Integer(required=True)
    inside = fields.Integer(required=True)
    outside = fields.Integer(required=True)


class TallyOut(Out):
    opens = fields.Integer(required=True, metadata=PEOPLE)
    opens_by = fields.Nested(OpensOut, required=True)
    plays = fields.Integer(required=True, metadata=PEOPLE)
    reached = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    watched_through = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "The share of those who played that saw all of it; null where they are too few."},
    )
    title_opens = fields.Integer(required=True, metadata=PEOPLE)
    sign_ups = fields.Integer(required=True, metadata=PEOPLE)


class DayOut(Out):
    day = fields.String(required=True)
    opens = fields.Integer(required=True)
    plays = fields.Integer(required=True)
    title_opens = fields.Integer(required=True)


class InsightsOut(TallyOut):
    moment = fields.String(required=True)
    days = fields.List(fields.Nested(DayOut), required=True)


class MineIn(Paged):
    by = fields.String(load_default="moment", validate=validate.OneOf(["moment", "week"]))


class MineItemOut(TallyOut):
    """`week` is the Monday it begins with; `moment` an id."""

    week = fields.String()
    moment = fields.String()
    url = fields.String()


class MineOut(Out):
    items = fields.List(fields.Nested(MineItemOut), required=True)
    next = fields.String(required=True, allow_none=True)
