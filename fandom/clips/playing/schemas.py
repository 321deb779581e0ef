"""What programs get about films."""

from marshmallow import fields

from fandom.infra.api import Out


class SpriteOut(Out):
    """One picture of many small ones, row by row, each of `every_ms` later than the one before it."""

    url = fields.String(required=True)
    columns = fields.Integer(required=True)
    rows = fields.Integer(required=True)
    every_ms = fields.Integer(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)


class SubtitlesOut(Out):
    url = fields.String(required=True)
    language = fields.String(required=True)
    label = fields.String(required=True)


class FilmOut(Out):
    """`playable`: whether browsers can play it. The sprite, the subtitles and where shots begin may come later."""

    file_id = fields.String(required=True)
    url = fields.String(required=True)
    type = fields.String(required=True)
    duration_ms = fields.Integer(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    playable = fields.Boolean(required=True)
    sprite = fields.Nested(SpriteOut, required=True, allow_none=True)
    subtitles = fields.List(fields.Nested(SubtitlesOut), required=True)
    cuts_ms = fields.List(fields.Integer(), required=True)
    rate = fields.Float(required=True, metadata={"description": "frames a second, 0 when unknown"})
