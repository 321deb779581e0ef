"""What programs send and get about addresses."""

from marshmallow import fields, validate

from fandom.accounts import rules
from fandom.infra.api import In, Out

ADDRESS = validate.Length(3, rules.EMAIL_MAX)


class ResetIn(In):
    email = fields.String(required=True, validate=ADDRESS)


class NewPasswordIn(In):
    password = fields.String(required=True, validate=validate.Length(rules.PASSWORD_MIN, rules.PASSWORD_MAX))


class EmailIn(In):
    email = fields.String(required=True, validate=ADDRESS)
    password = fields.String(required=True, validate=validate.Length(1, rules.PASSWORD_MAX))


class EmailOut(Out):
    """`pending` waits for its owner to press the button in the letter."""

    email = fields.String(required=True, allow_none=True)
    verified = fields.Boolean(required=True)
    pending = fields.String(required=True, allow_none=True)
