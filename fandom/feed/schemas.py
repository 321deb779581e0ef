"""What programs ask of timelines."""

from typing import Any

from marshmallow import ValidationError, fields, validate

from fandom.core.text import tag
from fandom.feed.timeline import HOME_SORTS, SORTS, WINDOWS
from fandom.infra.api import Paged
from fandom.posts.schemas import FollowedMomentsOut, MomentOut
from fandom.shows.fields import EpisodeName


class TagName(fields.String):
    """Any spelling in, the one form inside."""

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> Any:
        found = tag(super()._deserialize(value, *args, **options))
        if found is None:
            raise ValidationError("This is not a tag.")
        return found


class ListedMomentOut(MomentOut):
    """In ranked lists, `cluster` holds up to ten others of the same seconds, the best first; they do not come again."""

    cluster = fields.List(fields.Nested(MomentOut))


class ListedMomentsOut(FollowedMomentsOut):
    items = fields.List(fields.Nested(ListedMomentOut), required=True)


class TrendingQuery(Paged):
    pass


class HomeQuery(Paged):
    """Without `sort`, fans get the newest and visitors what is hot."""

    sort = fields.String(load_default=None, validate=validate.OneOf(HOME_SORTS))


class TopClipsQuery(Paged):
    """`window` is the time that is looked at."""

    window = fields.String(load_default="all", validate=validate.OneOf(WINDOWS))


class ShowFeedQuery(Paged):
    """`window` is the time that `top` looks at."""

    sort = fields.String(load_default="new", validate=validate.OneOf(SORTS))
    window = fields.String(load_default="all", validate=validate.OneOf(WINDOWS))
    episode = EpisodeName(load_default=None)
    tag = TagName(load_default=None)
