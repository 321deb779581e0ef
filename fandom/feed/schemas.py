"""What programs ask of timelines."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from fandom.core.text import tag
from fandom.infra.api import Paged
from fandom.shows.fields import EpisodeName


class TagName(fields.String):
    """Any spelling in, the one form inside."""

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> Any:
        found = tag(super()._deserialize(value, *args, **options))
        if found is None:
            raise ValidationError("This is not a tag.")
        return found


class HomeQuery(Paged):
    sort = fields.String(load_default="new", validate=validate.OneOf(["new"]))


class ShowFeedQuery(HomeQuery):
    episode = EpisodeName(load_default=None)
    tag = TagName(load_default=None)
