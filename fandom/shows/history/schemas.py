"""What programs send and get about imports of watch histories."""

from marshmallow import fields, validate

from fandom.infra.api import Out
from fandom.infra.openapi import form_with_file

UPLOAD = form_with_file("The JSON or ZIP of a Trakt export, or CSV with show, season, episode")


class HistoryCountsOut(Out):
    """`rows` of the file, of which `skipped` were not taken; `episodes` in it, `unknown_episodes` are not here.

    Of its titles some `moved` their shows, some were the `same`, some `unmatched`.
    """

    rows = fields.Integer(load_default=0)
    skipped = fields.Integer(load_default=0)
    episodes = fields.Integer(load_default=0)
    unknown_episodes = fields.Integer(load_default=0)
    moved = fields.Integer(load_default=0)
    same = fields.Integer(load_default=0)
    unmatched = fields.Integer(load_default=0)


class HistoryListedOut(Out):
    """`error` says why it failed; `put_back_until`, once it is done, how long its moves can be put back."""

    id = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["sending", "running", "done", "failed"]))
    name = fields.String(required=True)
    percent = fields.Integer(required=True)
    counts = fields.Nested(HistoryCountsOut, required=True)
    error = fields.String(required=True, allow_none=True)
    started_at = fields.DateTime(required=True)
    finished_at = fields.DateTime(required=True, allow_none=True)
    put_back_until = fields.DateTime(required=True, allow_none=True)


class HistoryMoveOut(Out):
    """From episode to episode; null where one stood nowhere on the show's line. `back`: it was put back."""

    show = fields.String(required=True)
    title = fields.String(required=True)
    was = fields.String(required=True, allow_none=True)
    now = fields.String(required=True, allow_none=True)
    specials = fields.Integer(required=True)
    back = fields.Boolean(required=True)


class HistoryUnmatchedOut(Out):
    title = fields.String(required=True)
    year = fields.Integer(required=True, allow_none=True)
    why = fields.String(required=True)


class HistorySkippedOut(Out):
    """`row` is a line of CSV, or an entry of a JSON list."""

    file = fields.String(required=True)
    row = fields.Integer(required=True)
    why = fields.String(required=True)


class HistoryImportOut(HistoryListedOut):
    """The first few hundred of each list; their numbers are in `counts`."""

    moves = fields.List(fields.Nested(HistoryMoveOut), required=True)
    unmatched = fields.List(fields.Nested(HistoryUnmatchedOut), required=True)
    skipped = fields.List(fields.Nested(HistorySkippedOut), required=True)


class HistoryImportsOut(Out):
    items = fields.List(fields.Nested(HistoryListedOut), required=True)
    next = fields.String(required=True, allow_none=True)
