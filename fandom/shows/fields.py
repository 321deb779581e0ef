"""Fields of what people and catalogue files say about shows."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from marshmallow import ValidationError, fields, validate

from fandom.core import clock, text
from fandom.core.errors import Invalid
from fandom.core.horizon import UNKNOWN_LENGTH_MS, parse_episode_name
from fandom.shows import watch_links
from fandom.shows.catalogue import Aired

T = TypeVar("T")
HORIZONS = ("aired", "open", "closed")
HUES = range(0, 360, 30)
EXTERNAL_ID = r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"
EPISODE_NAME = r"^s\d{2,3}e\d{2,4}$"
FURTHEST_DAYS = 200 * 366


def sentences(check: Callable[[], T]) -> T:
    """What core refuses, as marshmallow says it."""
    try:
        return check()
    except Invalid as error:
        raise ValidationError([each for found in error.errors.values() for each in found]) from error


class EpisodeName(fields.String):
    """ "s01e02" outside, (season, number) inside."""

    default_error_messages = {"episode": "Name an episode as s01e02."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": EPISODE_NAME, "example": "s01e02"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        place = parse_episode_name(super()._deserialize(value, attr, data, **kwargs))
        if place is None:
            raise self.make_error("episode")
        return place


class Line(fields.String):
    """One line that cannot deceive, at most `most` characters."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        given = super()._deserialize(value, attr, data, **kwargs)
        return sentences(lambda: text.name(given, self.most, attr or "")) if given or self.required else ""


class Prose(fields.String):
    """Text of several lines, or none at all."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        given = super()._deserialize(value, attr, data, **kwargs)
        return sentences(lambda: text.prose(given, self.most, attr or "")) if given else ""


class Palette(fields.List[str]):
    """Six to eighteen different emoji, each in its one form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.String(), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        given: list[Any] = super()._deserialize(value, attr, data, **kwargs)
        return sentences(lambda: text.palette(given))


class WatchTemplate(fields.String):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        given = super()._deserialize(value, attr, data, **kwargs)
        return sentences(lambda: watch_links.checked(given))


class ExternalId(fields.String):
    """Catalogues write them as text or as whole numbers."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        plain = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        return super()._deserialize(plain, attr, data, **kwargs)


class AirDate(fields.Raw):
    """A date, or how many days or weeks before today; less than none lies ahead."""

    default_error_messages = {"date": 'Give a date as 2026-03-01, or {{"days_ago": 3}}, or {{"weeks_ago": 1}}.'}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Aired:
        given = super()._deserialize(value, attr, data, **kwargs)
        try:
            return _ago(given) if isinstance(given, dict) else Aired(date.fromisoformat(given))
        except (TypeError, ValueError) as error:
            raise self.make_error("date") from error


def external_ids() -> fields.Field[Any]:
    keys = fields.String(validate=validate.Regexp(rf"{watch_links.NAME}\Z"))
    values = ExternalId(validate=validate.Regexp(rf"{EXTERNAL_ID}\Z"))
    return fields.Dict(keys=keys, values=values, load_default=dict, validate=validate.Length(max=12))


def duration() -> fields.Field[Any]:
    return fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=validate.Range(1, UNKNOWN_LENGTH_MS)
    )


def public_horizon(**kwargs: Any) -> fields.Field[Any]:
    return fields.String(validate=validate.OneOf(HORIZONS), **kwargs)


def _ago(value: dict[str, Any]) -> Aired:
    ((unit, count),) = value.items()
    days = {"days_ago": 1, "weeks_ago": 7}.get(unit)
    if days is None or not isinstance(count, int) or isinstance(count, bool) or abs(count * days) > FURTHEST_DAYS:
        raise ValueError(unit)
    return Aired.ago(clock.now().date(), days=count * days)
