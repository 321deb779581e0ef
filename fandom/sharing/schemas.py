"""What oEmbed takes and gives."""

from marshmallow import EXCLUDE, fields, validate

from fandom.infra.api import In, Out


class OembedIn(In):
    """Other programs send arguments of their own besides; those say nothing to us."""

    class Meta:
        unknown = EXCLUDE

    url = fields.String(required=True, validate=validate.Length(1, 500))
    format = fields.String(load_default="json")
    maxwidth = fields.Integer(load_default=None, validate=validate.Range(1, 100_000))
    maxheight = fields.Integer(load_default=None, validate=validate.Range(1, 100_000))


class OembedOut(Out):
    version = fields.String(required=True)
    type = fields.String(required=True)
    title = fields.String(required=True)
    author_name = fields.String(required=True)
    author_url = fields.String(required=True)
    provider_name = fields.String(required=True)
    provider_url = fields.String(required=True)
    cache_age = fields.Integer(required=True)
    html = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    thumbnail_url = fields.String()
    thumbnail_width = fields.Integer()
    thumbnail_height = fields.Integer()
