"""What programs send and get about reports, cases, decisions and words."""

from typing import Any

from marshmallow import fields, post_load, validate

from fandom.infra.api import In, LiveOut, Out, Paged
from fandom.media.schemas import MediaOut
from fandom.moderation.priority import REASONS
from fandom.moderation.queries.cases import STATES
from fandom.moderation.queries.targets import KINDS
from fandom.moderation.remedies import KINDS as REMEDIES
from fandom.moderation.remedies import LATER, NO_REASON
from fandom.moderation.values import DECISION_NOTE_MAX, PHRASE_MAX, REPORT_NOTE_MAX, Complaint, Ruling
from fandom.posts.schemas import FaceOut, PlaceIn, PositionOut, ShowOut, timestamp

OUTCOMES = ("hold", "publish_and_case")
SLUG = validate.Length(1, 100)


class TargetIn(In):
    """An account goes by its handle."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    id = fields.String(required=True, validate=validate.Length(1, 64))


class ReportIn(In):
    target = fields.Nested(TargetIn, required=True)
    reason = fields.String(required=True, validate=validate.OneOf(REASONS))
    note = fields.String(validate=validate.Length(max=REPORT_NOTE_MAX))
    reveals_at = fields.Nested(PlaceIn, allow_none=True)

    @post_load
    def complaint(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"target": data.pop("target"), "complaint": Complaint(**data)}


class ReportOut(Out):
    status = fields.String(required=True, validate=validate.Equal("received"))


class QueueIn(Paged):
    state = fields.String(load_default="open", validate=validate.OneOf(STATES))
    show = fields.String(load_default=None, validate=SLUG)
    kind = fields.String(load_default=None, validate=validate.OneOf(KINDS))


class TargetOut(Out):
    kind = fields.String(required=True)
    id = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    author = fields.Nested(FaceOut, required=True)


class WhyOut(Out):
    points = fields.Integer(required=True)
    text = fields.String(required=True)


class ClaimOut(Out):
    """`token` only to whom it belongs."""

    by = fields.Nested(FaceOut, required=True)
    mine = fields.Boolean(required=True)
    token = fields.String(required=True, allow_none=True)
    expires_at = timestamp()


class QueuedOut(Out):
    """A case in the queue; `reports` and `findings` are counted."""

    id = fields.String(required=True)
    target = fields.Nested(TargetOut, required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    priority = fields.Integer(required=True)
    why = fields.List(fields.Nested(WhyOut), required=True)
    report_count = fields.Integer(required=True)
    finding_count = fields.Integer(required=True)
    show = fields.Nested(ShowOut, required=True, allow_none=True)
    opened_at = timestamp()
    due_at = timestamp()
    decided_at = timestamp(allow_none=True)
    version = fields.Integer(required=True)
    claim = fields.Nested(ClaimOut, required=True, allow_none=True)


class QueueOut(Out):
    items = fields.List(fields.Nested(QueuedOut), required=True)
    next = fields.String(required=True, allow_none=True)
    waiting = fields.Integer(required=True)
    oldest_at = timestamp(allow_none=True)
    live = fields.Nested(LiveOut, required=True, allow_none=True)


class WordsOfOut(Out):
    """What somebody said. `covered`: past the moderator's own horizon; show it when they ask for it."""

    kind = fields.String(required=True)
    id = fields.String(required=True)
    author = fields.Nested(FaceOut, required=True)
    state = fields.String(required=True)
    text = fields.String(required=True)
    html = fields.String(required=True)
    reveals_at = fields.Nested(PositionOut, required=True, allow_none=True)
    covered = fields.Boolean(required=True)
    words = fields.Integer(required=True)
    media = fields.List(fields.Nested(MediaOut), required=True)
    created_at = timestamp()


class JudgedOut(TargetOut):
    """`now` is null when there is nothing left of it."""

    now = fields.Nested(WordsOfOut, required=True, allow_none=True)


class EvidenceOut(Out):
    id = fields.String(required=True)
    target_version = fields.Integer(required=True)
    at = timestamp()
    words = fields.Nested(WordsOfOut, required=True)


class FiledOut(Out):
    """`reporter` is for moderators only."""

    id = fields.String(required=True)
    reason = fields.String(required=True)
    note = fields.String(required=True)
    reveals_at = fields.Nested(PositionOut, required=True, allow_none=True)
    reporter = fields.Nested(FaceOut, required=True)
    target_version = fields.Integer(required=True)
    created_at = timestamp()


class FindingOut(Out):
    source = fields.String(required=True)
    detail = fields.String(required=True)
    points = fields.Integer(required=True)
    at = timestamp()


class MoveOut(Out):
    kind = fields.String(required=True, validate=validate.OneOf(REMEDIES))
    title = fields.String(required=True)
    does = fields.String(required=True)
    message = fields.String(required=True, allow_none=True)
    thanks = fields.String(required=True)


class RemedyOut(Out):
    """`reveals_at` is there with `spoiler`: from where on it opens since."""

    kind = fields.String(required=True)
    reveals_at = fields.Nested(PositionOut)


class DecisionOut(Out):
    """`note` and `moderator` are null to the author."""

    id = fields.String(required=True)
    case = fields.String(required=True)
    target = fields.Nested(TargetOut, required=True)
    remedies = fields.List(fields.Nested(RemedyOut), required=True)
    reason = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    moderator = fields.Nested(FaceOut, required=True, allow_none=True)
    automatic = fields.Boolean(required=True)
    statement = fields.String(required=True)
    at = timestamp()
    undone_at = timestamp(allow_none=True)
    undo_until = timestamp()
    can_undo = fields.Boolean(required=True)
    appeal_until = timestamp(allow_none=True)


class HistoryOut(Out):
    since = timestamp()
    moments = fields.Integer(required=True)
    comments = fields.Integer(required=True)
    decided_against = fields.Integer(required=True)
    decisions = fields.List(fields.Nested(DecisionOut), required=True)


class CaseOut(QueuedOut):
    target = fields.Nested(JudgedOut, required=True)
    reports = fields.List(fields.Nested(FiledOut), required=True)
    findings = fields.List(fields.Nested(FindingOut), required=True)
    evidence = fields.List(fields.Nested(EvidenceOut), required=True)
    context = fields.List(fields.Nested(WordsOfOut), required=True)
    history = fields.Nested(HistoryOut, required=True)
    suggested_reason = fields.String(required=True)
    suggested_reveals_at = fields.Nested(PositionOut, required=True, allow_none=True)
    moves = fields.List(fields.Nested(MoveOut), required=True)
    decisions = fields.List(fields.Nested(DecisionOut), required=True)
    live = fields.Nested(LiveOut, required=True, allow_none=True)


class LeaseOut(Out):
    token = fields.String(required=True)
    expires_at = timestamp()


class RemedyIn(In):
    """`spoiler` needs `reveals_at`, up to where it gives things away; nothing else takes it."""

    reveals_at = fields.Nested(PlaceIn)
    kind = fields.String(required=True, validate=validate.OneOf((*REMEDIES, *LATER)))


class RulingIn(In):
    remedies = fields.List(fields.Nested(RemedyIn), required=True, validate=validate.Length(1, len(REMEDIES)))
    reason = fields.String(required=True, validate=validate.OneOf((*REASONS, NO_REASON)))
    note = fields.String(validate=validate.Length(max=DECISION_NOTE_MAX))
    version = fields.Integer(required=True, strict=True, validate=validate.Range(1, 2**31 - 1))
    token = fields.String(required=True, validate=validate.Length(1, 100))

    @post_load
    def ruling(self, data: dict[str, Any], **_: Any) -> Ruling:
        return Ruling(**data | {"remedies": tuple(data["remedies"])})


class CorrectionIn(In):
    """`target` is a moment or a comment."""

    target = fields.Nested(TargetIn, required=True)
    reveals_at = fields.Nested(PlaceIn, required=True)
    note = fields.String(load_default="", validate=validate.Length(max=DECISION_NOTE_MAX))


class WordIn(In):
    """Without `show` it is for the whole site."""

    phrase = fields.String(required=True, validate=validate.Length(1, PHRASE_MAX))
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    show = fields.String(load_default=None, allow_none=True, validate=SLUG)


class WordsIn(Paged):
    show = fields.String(load_default=None, validate=SLUG)


class WordOut(Out):
    id = fields.String(required=True)
    phrase = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    show = fields.Nested(ShowOut, required=True, allow_none=True)
    created_at = timestamp()


class WordsOut(Out):
    items = fields.List(fields.Nested(WordOut), required=True)
    next = fields.String(required=True, allow_none=True)
