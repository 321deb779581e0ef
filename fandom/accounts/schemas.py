"""What programs send and get about accounts."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from fandom.accounts import rules
from fandom.accounts.relations.schemas import RelationOut
from fandom.core.viewer import SCOPES
from fandom.infra.api import Flag, In, Out

LOGIN_MAX = rules.EMAIL_MAX


DISPLAY_NAME = validate.Length(1, rules.DISPLAY_NAME_MAX)


def _new_password() -> fields.String:
    return fields.String(required=True, validate=validate.Length(rules.PASSWORD_MIN, rules.PASSWORD_MAX))


def _known_password() -> fields.String:
    return fields.String(required=True, validate=validate.Length(1, rules.PASSWORD_MAX))


class NewcomerIn(In):
    handle = fields.String(
        required=True,
        validate=[validate.Length(2, 30), validate.Regexp(r"^[A-Za-z0-9_]+$")],
        metadata={"example": "ada"},
    )
    email = fields.String(required=True, validate=validate.Length(3, rules.EMAIL_MAX))
    password = _new_password()
    display_name = fields.String(allow_none=True, validate=DISPLAY_NAME)
    ref = fields.String(allow_none=True, validate=validate.Length(1, 100))


class SignInIn(In):
    login = fields.String(required=True, validate=validate.Length(1, LOGIN_MAX))
    password = _known_password()


class MePatch(In):
    display_name = fields.String(validate=DISPLAY_NAME)
    about = fields.String(validate=validate.Length(0, rules.ABOUT_MAX))
    shows_reactions = Flag()

    @validates_schema
    def says_something(self, data: dict[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("Say what is to change.")


class PasswordIn(In):
    current_password = _known_password()
    password = _new_password()


class TokenIn(In):
    name = fields.String(required=True, validate=validate.Length(1, 60))
    scopes = fields.List(
        fields.String(validate=validate.OneOf(sorted(SCOPES))),
        load_default=["read"],
        validate=validate.Length(1, len(SCOPES)),
    )


class NamedOut(Out):
    handle = fields.String(required=True)
    display_name = fields.String(required=True)


class AccountOut(NamedOut):
    id = fields.String(required=True)
    url = fields.String(required=True)
    avatar_url = fields.String(required=True, allow_none=True)
    about = fields.String(required=True)
    shows_reactions = fields.Boolean(required=True)
    created_at = fields.DateTime(required=True)


class JoinedShowOut(Out):
    slug = fields.String(required=True)
    title = fields.String(required=True)


class ProfileOut(AccountOut):
    """`shows` are those they have joined; `my`, how I stand to them, is null for visitors and of myself."""

    follower_count = fields.Integer(required=True)
    following_count = fields.Integer(required=True)
    shows = fields.List(fields.Nested(JoinedShowOut), required=True)
    my = fields.Nested(RelationOut, required=True, allow_none=True)


class MeOut(AccountOut):
    email = fields.String(required=True, allow_none=True)
    email_verified = fields.Boolean(required=True)
    roles = fields.List(fields.String(validate=validate.OneOf(["fan", "moderator", "admin"])), required=True)


class SessionOut(Out):
    """`account` is null for a visitor, `csrf_token` for a token, `scopes` for a browser."""

    account = fields.Nested(NamedOut, required=True, allow_none=True)
    roles = fields.List(fields.String(), required=True)
    scopes = fields.List(fields.String(), required=True, allow_none=True)
    csrf_token = fields.String(required=True, allow_none=True)


class OpenSessionOut(Out):
    id = fields.String(required=True)
    user_agent = fields.String(required=True)
    created_at = fields.DateTime(required=True)
    seen_at = fields.DateTime(required=True)
    current = fields.Boolean(required=True)


class OpenSessionsOut(Out):
    items = fields.List(fields.Nested(OpenSessionOut), required=True)
    next = fields.String(required=True, allow_none=True)


class TokenOut(Out):
    id = fields.String(required=True)
    name = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    created_at = fields.DateTime(required=True)
    used_at = fields.DateTime(required=True, allow_none=True)


class TokensOut(Out):
    items = fields.List(fields.Nested(TokenOut), required=True)
    next = fields.String(required=True, allow_none=True)


class NewTokenOut(Out):
    """The secret is shown here and never again."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    created_at = fields.DateTime(required=True)
    secret = fields.String(required=True)
