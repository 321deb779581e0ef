"""What administrators' programs send and get."""

from marshmallow import fields, validate

from fandom.infra.api import Flag, In, Out, Paged
from fandom.shows.fields import HUES, Line, Prose

STATES = ("active", "banned", "deleted")
ROLES = ("admin", "moderator")


class AdminAccountsIn(Paged):
    q = fields.String(load_default="", validate=validate.Length(max=100))
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    role = fields.String(load_default=None, validate=validate.OneOf(ROLES))


class AdminAccountIn(In):
    state = fields.String(validate=validate.OneOf(STATES[:2]))
    is_admin = Flag()
    moderates_all = Flag()


class ShowEditIn(In):
    title = Line(200, required=False, validate=validate.Length(min=1))
    year = fields.Integer(strict=True, allow_none=True, validate=validate.Range(1870, 2200))
    synopsis = Prose(4000)
    hue = fields.Integer(strict=True, validate=validate.OneOf(HUES))


class LibraryIn(In):
    path = fields.String(required=True, validate=validate.Length(1, 4096))


class AdminAccountOut(Out):
    handle = fields.String(required=True)
    display_name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    is_admin = fields.Boolean(required=True)
    moderates_all = fields.Boolean(required=True)
    moderates = fields.List(fields.String(), required=True)
    created_at = fields.String(required=True)


class AdminAccountsOut(Out):
    items = fields.List(fields.Nested(AdminAccountOut), required=True)
    next = fields.String(required=True, allow_none=True)


class ImportedOut(Out):
    slug = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(["added", "changed", "unchanged"]))


class ShowEditOut(Out):
    slug = fields.String(required=True)
    title = fields.String(required=True)
    year = fields.Integer(required=True, allow_none=True)
    synopsis = fields.String(required=True)
    hue = fields.Integer(required=True)


class LimitIn(In):
    rule = fields.String(required=True, validate=validate.Length(max=100))


class LimitOut(Out):
    name = fields.String(required=True)
    rule = fields.String(required=True)
    default = fields.String(required=True)
    by = fields.String(required=True)


class LimitsOut(Out):
    items = fields.List(fields.Nested(LimitOut), required=True)
    on = fields.Boolean(required=True)


class WorkQueueOut(Out):
    name = fields.String(required=True)
    waiting = fields.Integer(required=True)
    age_s = fields.Float(required=True)
    failed = fields.Integer(required=True)


class FailureOut(Out):
    id = fields.String(required=True)
    what = fields.String(required=True)
    queue = fields.String(required=True)
    error = fields.String(required=True)
    at = fields.String(required=True, allow_none=True)


class QueuesOut(Out):
    """`queues` is empty while Redis is away. The oldest hundred of each kind of failure."""

    queues = fields.List(fields.Nested(WorkQueueOut), required=True)
    deliveries = fields.List(fields.Nested(FailureOut), required=True)
    jobs = fields.List(fields.Nested(FailureOut), required=True)


class KeptOut(Out):
    kind = fields.String(required=True)
    files = fields.Integer(required=True)
    bytes = fields.Integer(required=True)


class StorageOut(Out):
    kept = fields.List(fields.Nested(KeptOut), required=True)
    database_bytes = fields.Integer(required=True)
    free_bytes = fields.Integer(required=True)
    total_bytes = fields.Integer(required=True)


class DoctorOut(Out):
    what = fields.String(required=True)
    ok = fields.Boolean(required=True)
    words = fields.String(required=True)


class SystemOut(Out):
    items = fields.List(fields.Nested(DoctorOut), required=True)


class VideoIn(In):
    path = fields.String(required=True, validate=validate.Length(1, 4096))


class VideoOut(Out):
    """`reason` is a sentence where it is failed or gone."""

    episode = fields.String(required=True)
    path = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["waiting", "ready", "failed", "gone"]))
    reason = fields.String(required=True, allow_none=True)
    duration_ms = fields.Integer(required=True, allow_none=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)


class VideosOut(Out):
    items = fields.List(fields.Nested(VideoOut), required=True)


class SkippedOut(Out):
    file = fields.String(required=True)
    why = fields.String(required=True)


class LibraryImportOut(Out):
    """`total` is null until the folder has been looked through. Of what was skipped the first few hundred."""

    id = fields.String(required=True)
    path = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["running", "done", "stopped", "failed"]))
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    skipped = fields.List(fields.Nested(SkippedOut), required=True)
    started_at = fields.String(required=True)
    finished_at = fields.String(required=True, allow_none=True)


class LibraryImportsOut(Out):
    items = fields.List(fields.Nested(LibraryImportOut), required=True)
    next = fields.String(required=True, allow_none=True)
