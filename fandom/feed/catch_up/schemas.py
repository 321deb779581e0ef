"""What programs send and get about what waits."""

from marshmallow import fields, validate

from fandom.feed.catch_up.queries import MOST
from fandom.infra.api import In, Out
from fandom.posts.schemas import FollowedMomentsOut


class CatchUpIn(In):
    """Up to and with this moment; null is all that waits."""

    up_to = fields.String(required=True, allow_none=True, validate=validate.Length(1, 26))


class WaitingOut(Out):
    waiting = fields.Integer(required=True, metadata={"description": f"How many wait; {MOST} stands for more, too."})


class CatchUpOut(FollowedMomentsOut, WaitingOut):
    """In story order; what is not open to the viewer now is not among them."""
