"""What programs send and get about notifications."""

from marshmallow import fields, validate

from fandom.core.ids import LENGTH, PATTERN
from fandom.infra.api import Flag, In, LiveOut, Out
from fandom.notifications.choices import ALWAYS, KINDS
from fandom.posts.schemas import FaceOut, ShowOut, timestamp


class SubjectOut(Out):
    """`excerpt` only of what is open to the reader; `sealed_until` names the episode of what is not."""

    kind = fields.String(required=True)
    id = fields.String(required=True)
    url = fields.String(required=True)
    show = fields.Nested(ShowOut, required=True, allow_none=True)
    sealed = fields.Boolean(required=True)
    sealed_until = fields.String(required=True, allow_none=True)
    excerpt = fields.String(required=True, allow_none=True)


class NoticeOut(Out):
    """`subject` is null when it is not there for the reader any more; `statement` are words from moderators.

    One line may stand for several: `actors` are the last two who did it, `others` how many did besides; `actor` is the
    first of them. It comes back unread, with a new `id`, when there is more. `reached` is the number of a milestone.
    """

    id = fields.String(required=True)
    kind = fields.String(required=True)
    text = fields.String(required=True)
    at = timestamp()
    read = fields.Boolean(required=True)
    actor = fields.Nested(FaceOut, required=True, allow_none=True)
    actors = fields.List(fields.Nested(FaceOut), required=True)
    others = fields.Integer(required=True)
    reached = fields.Integer(required=True, allow_none=True)
    subject = fields.Nested(SubjectOut, required=True, allow_none=True)
    statement = fields.String(required=True, allow_none=True)
    decision = fields.String(required=True, allow_none=True)


class InboxOut(Out):
    items = fields.List(fields.Nested(NoticeOut), required=True)
    next = fields.String(required=True, allow_none=True)
    unread = fields.Integer(required=True)
    live = fields.Nested(LiveOut, required=True, allow_none=True)


class ReadIn(In):
    """`up_to`: the id of the newest notification that was seen."""

    up_to = fields.String(
        required=True,
        validate=[validate.Length(equal=LENGTH), validate.Regexp(rf"^{PATTERN}\Z")],
        metadata={"pattern": f"^{PATTERN}$"},
    )


class UnreadOut(Out):
    unread = fields.Integer(required=True)


class ChoiceIn(In):
    web = Flag(required=True)
    mail = Flag(required=True)


class AlwaysIn(ChoiceIn):
    web = Flag(required=True, validate=validate.Equal(True, error="This is always told here."))


class KindsIn(In):
    """A switch for each kind."""


class ChoiceOut(Out):
    web = fields.Boolean(required=True)
    mail = fields.Boolean(required=True)


class KindsOut(Out):
    """By kind: told here, told by letter."""


def _of(kind: str) -> type[In]:
    return AlwaysIn if kind in ALWAYS else ChoiceIn


EachKindIn = KindsIn.from_dict({kind: fields.Nested(_of(kind), required=True) for kind in KINDS}, name="KindsIn")
EachKindOut = KindsOut.from_dict({kind: fields.Nested(ChoiceOut, required=True) for kind in KINDS}, name="KindsOut")


class WishesIn(In):
    kinds = fields.Nested(EachKindIn, required=True)
    digest = Flag(required=True)


class WishesOut(Out):
    """`digest`: one letter a week, of what happened in one's shows."""

    kinds = fields.Nested(EachKindOut, required=True)
    digest = fields.Boolean(required=True)
