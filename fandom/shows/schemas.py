"""What programs send and get about shows and fandoms."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.infra.api import Flag, In, LiveOut, Out, Paged
from fandom.shows.charter import LONGEST_CLIP_MS, RULES_MAX, SHORTEST_CLIP_MS, WATCHING, WELCOME_MAX
from fandom.shows.fields import HORIZONS, EpisodeName, Palette, Prose, WatchTemplate, public_horizon
from fandom.shows.progress import SEEN

ROLES = ("fan", "moderator")


class ShowsIn(Paged):
    q = fields.String(load_default="", validate=validate.Length(max=100))


class EpisodesIn(Paged):
    season = fields.Integer(load_default=None, validate=validate.Range(0, 999))


class ProgressIn(In):
    """Either an episode, with a position unless its end is meant, or `seen`."""

    episode = EpisodeName()
    position_ms = fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, UNKNOWN_LENGTH_MS))
    seen = fields.String(validate=validate.OneOf(SEEN))

    @validates_schema
    def _is_one_word(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if ("episode" in data) == ("seen" in data):
            raise ValidationError("Say either an episode or what you have seen.", "episode")
        if "seen" in data and "position_ms" in data:
            raise ValidationError("A position needs its episode.", "position_ms")


class RightsIn(In):
    pictures = Flag()
    clips = Flag()
    uploads = Flag()
    max_clip_ms = fields.Integer(strict=True, validate=validate.Range(SHORTEST_CLIP_MS, LONGEST_CLIP_MS))
    watching = fields.String(validate=validate.OneOf(WATCHING))


class SettingsIn(In):
    palette = Palette()
    public_horizon = public_horizon()
    withholds_titles = Flag()
    watch_template = WatchTemplate(allow_none=True)
    rules = Prose(RULES_MAX)
    welcome = Prose(WELCOME_MAX)
    rights = fields.Nested(RightsIn)


class PlaceOut(Out):
    episode = fields.String(required=True)
    position_ms = fields.Integer(required=True, allow_none=True)
    finished = fields.Boolean(required=True)


class HorizonOut(Out):
    everything = fields.Boolean(required=True)
    upto = fields.Nested(PlaceOut, required=True, allow_none=True)
    specials = fields.List(fields.Nested(PlaceOut), required=True)


class ProgressOut(Out):
    """`said` is false while the show's public horizon stands for what the viewer has not told us."""

    said = fields.Boolean(required=True)
    seen = fields.String(required=True, allow_none=True, validate=validate.OneOf(SEEN))
    episode = fields.String(required=True, allow_none=True)
    position_ms = fields.Integer(required=True, allow_none=True)
    finished = fields.Boolean(required=True)
    specials = fields.List(fields.Nested(PlaceOut), required=True)
    horizon = fields.Nested(HorizonOut, required=True)


class MembershipOut(Out):
    member = fields.Boolean(required=True)
    role = fields.String(required=True, allow_none=True, validate=validate.OneOf(ROLES))


class JoinedOut(MembershipOut):
    member_count = fields.Integer(required=True)


class ModeratorOut(Out):
    handle = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(ROLES))


class ShowListedOut(Out):
    slug = fields.String(required=True)
    url = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(["series", "film"]))
    title = fields.String(required=True)
    year = fields.Integer(required=True, allow_none=True)
    synopsis = fields.String(required=True)
    hue = fields.Integer(required=True)
    poster_url = fields.String(required=True, allow_none=True)
    member_count = fields.Integer(required=True)
    membership = fields.Nested(MembershipOut, required=True)


class ShowsOut(Out):
    items = fields.List(fields.Nested(ShowListedOut), required=True)
    next = fields.String(required=True, allow_none=True)


class SeasonOut(Out):
    number = fields.Integer(required=True)
    title = fields.String(required=True, allow_none=True)
    episode_count = fields.Integer(required=True)


class ShowCanOut(Out):
    moderate = fields.Boolean(required=True)


class PublicHorizonOut(HorizonOut):
    setting = fields.String(required=True, validate=validate.OneOf(HORIZONS))


class RightsOut(Out):
    """Whether fans may bring pictures, cut clips from the title, bring clips of their own; and who may watch it."""

    pictures = fields.Boolean(required=True)
    clips = fields.Boolean(required=True)
    uploads = fields.Boolean(required=True)
    max_clip_ms = fields.Integer(required=True)
    watching = fields.String(required=True, validate=validate.OneOf(WATCHING))


class ShowPageOut(ShowListedOut):
    rules_html = fields.String(required=True)
    welcome_html = fields.String(required=True)
    rights = fields.Nested(RightsOut, required=True)
    palette = fields.List(fields.String(), required=True)
    external_ids = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    watch_url = fields.String(required=True, allow_none=True)
    withholds_titles = fields.Boolean(required=True)
    public_horizon = fields.Nested(PublicHorizonOut, required=True)
    episode_count = fields.Integer(required=True)
    seasons = fields.List(fields.Nested(SeasonOut), required=True)
    progress = fields.Nested(ProgressOut, required=True)
    can = fields.Nested(ShowCanOut, required=True)
    live = fields.Nested(LiveOut, required=True, allow_none=True)


class EpisodeListedOut(Out):
    """`title`, `synopsis` and `still_url` are null where the show withholds them from who has not come that far."""

    number = fields.String(required=True)
    season = fields.Integer(required=True)
    title = fields.String(required=True, allow_none=True)
    synopsis = fields.String(required=True, allow_none=True)
    withheld = fields.Boolean(required=True)
    reached = fields.Boolean(required=True)
    duration_ms = fields.Integer(required=True, allow_none=True)
    still_url = fields.String(required=True, allow_none=True)
    air_date = fields.String(required=True, allow_none=True)
    external_ids = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    watch_url = fields.String(required=True, allow_none=True)


class EpisodesOut(Out):
    items = fields.List(fields.Nested(EpisodeListedOut), required=True)
    next = fields.String(required=True, allow_none=True)


class SettingsOut(Out):
    palette = fields.List(fields.String(), required=True)
    public_horizon = fields.String(required=True, validate=validate.OneOf(HORIZONS))
    withholds_titles = fields.Boolean(required=True)
    watch_template = fields.String(required=True, allow_none=True)
    rules = fields.String(required=True)
    welcome = fields.String(required=True)
    rights = fields.Nested(RightsOut, required=True)
