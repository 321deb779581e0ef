"""The form of a catalogue file."""

from collections.abc import Iterator
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from fandom.core.errors import Invalid
from fandom.infra.api import Flag
from fandom.shows.catalogue import CatalogueEpisode, CatalogueSeason, CatalogueShow
from fandom.shows.fields import (
    HUES,
    AirDate,
    EpisodeName,
    Line,
    Palette,
    Prose,
    WatchTemplate,
    duration,
    external_ids,
    public_horizon,
)

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*\Z"
POSTER = r"[a-z0-9][a-z0-9._-]{0,99}\Z"
FILM = [(1, 1)]


class _Part(Schema):
    class Meta:
        unknown = RAISE


class SeasonPart(_Part):
    number = fields.Integer(strict=True, required=True, validate=validate.Range(0, 999))
    title = Line(200, allow_none=True, load_default=None)

    @post_load
    def _made(self, data: dict[str, Any], **_kwargs: Any) -> CatalogueSeason:
        return CatalogueSeason(**data)


class EpisodePart(_Part):
    place = EpisodeName(required=True, data_key="number")
    title = Line(200, load_default="")
    synopsis = Prose(2000, load_default="")
    duration_ms = duration()
    aired = AirDate(allow_none=True, load_default=None, data_key="air_date")
    external_ids = external_ids()

    @post_load
    def _made(self, data: dict[str, Any], **_kwargs: Any) -> CatalogueEpisode:
        season, number = data.pop("place")
        return CatalogueEpisode(season=season, number=number, **data)


class ShowFile(_Part):
    slug = fields.String(required=True, validate=[validate.Length(1, 80), validate.Regexp(SLUG)])
    kind = fields.String(required=True, validate=validate.OneOf(["series", "film"]))
    title = Line(200, required=True)
    year = fields.Integer(strict=True, allow_none=True, load_default=None, validate=validate.Range(1870, 2200))
    synopsis = Prose(4000, load_default="")
    hue = fields.Integer(strict=True, load_default=240, validate=validate.OneOf(HUES))
    palette = Palette(required=True)
    public_horizon = public_horizon(load_default="aired")
    withholds_titles = Flag(load_default=False)
    watch_template = WatchTemplate(allow_none=True, load_default=None)
    external_ids = external_ids()
    poster = fields.String(allow_none=True, load_default=None, validate=validate.Regexp(POSTER))
    seasons = fields.List(fields.Nested(SeasonPart), load_default=list)
    episodes = fields.List(fields.Nested(EpisodePart), load_default=list)

    @validates_schema
    def _is_whole(self, data: dict[str, Any], **_kwargs: Any) -> None:
        places = [(each.season, each.number) for each in data["episodes"]]
        if len(set(places)) != len(places):
            raise ValidationError("Each episode comes once.", "episodes")
        if data["kind"] == "film" and places != FILM:
            raise ValidationError("A film has one episode, s01e01.", "episodes")
        numbers = [each.number for each in data["seasons"]]
        if len(set(numbers)) != len(numbers):
            raise ValidationError("Each season comes once.", "seasons")

    @post_load
    def _made(self, data: dict[str, Any], **_kwargs: Any) -> CatalogueShow:
        return CatalogueShow(**data | {"seasons": tuple(data["seasons"]), "episodes": tuple(data["episodes"])})


def parsed(given: Any, source: str = "") -> CatalogueShow:
    """The show, or Invalid whose fields are named "file: episodes.3.title"."""
    try:
        found: CatalogueShow = ShowFile().load(given)
    except ValidationError as error:
        flat = _flat(error.messages, ())
        head = f"{source}: " if source else ""
        raise Invalid(errors={head + (".".join(path) or "file"): said for path, said in flat}) from error
    return found


def _flat(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    if not isinstance(messages, dict):
        yield path, [str(each) for each in messages]
        return
    for name, found in messages.items():
        yield from _flat(found, path if name == "_schema" else (*path, str(name)))
