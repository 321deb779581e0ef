"""What programs get of a heatmap."""

from marshmallow import fields, validate

from fandom.feed.clipped.values import BINS, LEAST
from fandom.infra.api import Out


class HeatmapOut(Out):
    """`bins` lie over `duration_ms`: the episode's length, or three hours where nobody has said it."""

    episode = fields.String(required=True)
    duration_ms = fields.Integer(required=True)
    bins = fields.List(
        fields.Integer(allow_none=True),
        required=True,
        validate=validate.Length(equal=BINS),
        metadata={"description": f"Fans with a moment there; 0 for under {LEAST}, null past the viewer's horizon."},
    )
    reached_ms = fields.Integer(required=True)
