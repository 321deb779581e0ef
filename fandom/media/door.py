"""The file door: every request for a file's bytes is checked, then they are sent as what they are and nothing else."""

from flask import Blueprint, Response, current_app, request

from fandom.config import Settings
from fandom.core.errors import NotFound
from fandom.infra import storage
from fandom.infra.db import release
from fandom.infra.endpoint import reads, viewer
from fandom.media import access
from fandom.media.values import Variant

files = Blueprint("files", __name__)

# Even opened as a page of its own it may do nothing; and whoever may not see it any more has no copy that still counts.
ALONE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
}
Span = tuple[int, int]


@files.get("/media/<file_id>/<name>")
@reads()
def send(file_id: str, name: str) -> Response:
    variant = access.variant_to_read(viewer(), file_id, name)
    release()
    response = _unchanged(variant) or _sent(storage.folder_of(file_id) + name, variant)
    response.headers.update(ALONE)
    response.set_etag(variant.digest)
    return response


def _unchanged(variant: Variant) -> Response | None:
    return Response(status=304) if variant.digest in request.if_none_match else None


def _sent(key: str, variant: Variant) -> Response:
    settings: Settings = current_app.extensions["settings"]
    handed = accelerated(settings.accelerator, key)
    if handed:
        return Response(mimetype=variant.type, headers=handed)
    span = _asked(variant)
    if span is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{variant.size}"})
    start, stop = span
    if request.method == "HEAD":
        response = Response(mimetype=variant.type)
    else:
        response = Response(_body(key, start, stop - start), mimetype=variant.type)
    response.content_length = stop - start
    if stop - start < variant.size:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{variant.size}"
    return response


def _body(key: str, start: int, length: int) -> storage.Reading:
    try:
        return storage.store().read(key, start, length)
    except storage.Missing as gone:
        raise NotFound from gone


def _asked(variant: Variant) -> Span | None:
    """The bytes wanted: one range, if there is one and the file is still the same; None when it lies outside."""
    wanted = request.range
    stale = request.if_range.etag is not None and request.if_range.etag != variant.digest
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or stale or request.if_range.date:
        return 0, variant.size
    return wanted.range_for_length(variant.size)


def accelerated(setting: str, key: str) -> dict[str, str]:
    """Headers that have the web server before us send the file; none where it cannot.

    `setting` is `X-Sendfile`, or `X-Accel-Redirect:` and the internal location that stands for the folder of files.
    """
    path = storage.store().path(key)
    if not setting or path is None:
        return {}
    header, _, location = setting.partition(":")
    return {header: f"{location.rstrip('/')}/{key}" if location else str(path)}
