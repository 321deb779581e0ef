"""What programs send and get about one's secret address for media servers."""

from marshmallow import fields, validate

from fandom.infra.api import In, Out
from fandom.shows.scrobbles.models import OUTCOMES


class HookIn(In):
    """Only what this user of the server watches counts; null: what anybody watches."""

    only_user = fields.String(required=True, allow_none=True, validate=validate.Length(1, 64))


class HookEventOut(Out):
    """`title` is the server's name for it; `show` and `episode` are ours, null where nothing was found."""

    at = fields.DateTime(required=True)
    player = fields.String(required=True)
    title = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    show = fields.String(required=True, allow_none=True)
    episode = fields.String(required=True, allow_none=True)
    position_ms = fields.Integer(required=True, allow_none=True)
    times = fields.Integer(required=True)


class HookOut(Out):
    """`url` is there only in the answer that makes it; `unmatched` counts what was not found here."""

    url = fields.String(required=True, allow_none=True)
    only_user = fields.String(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    used_at = fields.DateTime(required=True, allow_none=True)
    unmatched = fields.Integer(required=True)
    events = fields.List(fields.Nested(HookEventOut), required=True)
