"""What programs send and get about one's own data."""

from marshmallow import fields, validate

from fandom.accounts.rules import PASSWORD_MAX
from fandom.infra.api import In, Out


class LeaveIn(In):
    """The password may be left out by who signed in within the last ten minutes."""

    password = fields.String(validate=validate.Length(1, PASSWORD_MAX))


class ExportOut(Out):
    """`url`, for a browser that is signed in, is null until it is ready; `size` is in bytes."""

    id = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["making", "ready", "failed"]))
    percent = fields.Integer(required=True)
    size = fields.Integer(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    expires_at = fields.DateTime(required=True)


class ExportsOut(Out):
    items = fields.List(fields.Nested(ExportOut), required=True)
    next = fields.String(required=True, allow_none=True)
