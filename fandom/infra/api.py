"""The JSON API's frame: OpenAPI 3.1 through flask-smorest, orjson, and the base of all schemas."""

from typing import Any

import orjson
from flask import Blueprint as FlaskBlueprint
from flask import Flask, Request, abort, request
from flask.json.provider import JSONProvider
from flask_smorest import Api
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate
from webargs.flaskparser import FlaskParser

from fandom.core.errors import Malformed
from fandom.core.paging import DEFAULT_LIMIT, MAX_LIMIT
from fandom.infra import incoming
from fandom.infra.openapi import DESCRIPTION, House

PREFIX = "/api/v1"
MAX_BODY = 1_000_000

__all__ = ["PREFIX", "Blueprint", "In", "LiveOut", "Out", "Paged", "init"]


class Parser(FlaskParser):
    """Bodies through orjson: strict about UTF-8, and never deeper than its stack. Unknown arguments are refused."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def load_json(self, req: Request, schema: Any) -> Any:
        if getattr(schema, "may_be_left_out", False) and not (req.content_length or req.is_json):
            return {}
        return super().load_json(req, schema)

    def _raw_load_json(self, req: Request) -> Any:
        if not req.is_json:
            raise Malformed("Send a JSON body.")
        try:
            return orjson.loads(req.get_data(cache=True))
        except orjson.JSONDecodeError as error:
            raise Malformed from error


class Blueprint(SmorestBlueprint):
    """The JSON API of a slice."""

    ARGUMENTS_PARSER = Parser()


class In(Schema):
    """What programs send: unknown fields are refused, and NUL, which no column of ours takes."""

    may_be_left_out = False  # a body that says nothing need not be sent

    class Meta:
        unknown = RAISE

    @pre_load
    def _without_nul(self, data: Any, **_rest: Any) -> Any:
        holds = [name for name, value in data.items() if has_nul(value)] if isinstance(data, dict) else []
        if holds:
            raise ValidationError({name: ["This holds a character that cannot be kept."] for name in holds})
        return data


def has_nul(value: Any) -> bool:
    """Whether a text, or one in a list, holds NUL; objects are schemas of their own."""
    if isinstance(value, list):
        return any(has_nul(each) for each in value)
    return isinstance(value, str) and "\0" in value


class Out(Schema):
    """What programs get."""


class Flag(fields.Boolean):
    """true or false, and nothing that only looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Paged(In):
    """The arguments of every list."""

    limit = fields.Integer(load_default=DEFAULT_LIMIT, validate=validate.Range(1, MAX_LIMIT))
    cursor = fields.String(load_default=None)


class LiveOut(Out):
    """Where the topic that follows an answer was, before the answer was read."""

    topic = fields.String(required=True)
    epoch = fields.String(required=True)
    seq = fields.Integer(required=True)


class FandomApi(Api):
    def _register_error_handlers(self) -> None:
        """problems.init answers all errors."""


class Orjson(JSONProvider):
    def dumps(self, obj: Any, **_options: Any) -> str:
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_options: Any) -> Any:
        return orjson.loads(s)


def init(app: Flask, blueprints: list[FlaskBlueprint]) -> None:
    app.json = Orjson(app)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        API_TITLE="Fandom",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"info": {"description": DESCRIPTION}},
    )
    app.before_request(_refuse_unreadable)
    api = FandomApi(app, spec_kwargs={"extra_plugins": [House()]})
    for blueprint in blueprints:
        api.register_blueprint(blueprint, url_prefix=PREFIX)


def _refuse_unreadable() -> None:
    """NUL fits no column of ours, and a body that is not JSON is not read as one."""
    if "\0" in request.path or "%00" in request.query_string.decode("latin-1"):
        raise Malformed
    if not request.path.startswith(PREFIX) or not request.content_length:
        return
    if request.content_length > (request.max_content_length or MAX_BODY):
        abort(413)
    if not (request.is_json or request.mimetype in {"multipart/form-data", incoming.type_taken()}):
        abort(415)
