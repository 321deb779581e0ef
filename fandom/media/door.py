"""The file door: every request for a file's bytes is checked, then they are sent as what they are and nothing else."""

from flask import Blueprint, Response, request
from werkzeug.datastructures import Range

from fandom.core.errors import NotFound
from fandom.infra import site, storage
from fandom.infra.db import release
from fandom.infra.endpoint import reads, viewer
from fandom.media import access
from fandom.media.places import Place
from fandom.media.values import Variant

files = Blueprint("files", __name__)

# Even opened as a page of its own it may do nothing; and whoever may not see it any more has no copy that still counts.
ALONE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "bytes",
}


@files.get("/media/<file_id>/<name>")
@reads()
def send(file_id: str, name: str) -> Response:
    return answer(*access.variant_to_read(viewer(), file_id, name))


def answer(variant: Variant, place: Place) -> Response:
    """The bytes, or a range of them, of what a door has let through."""
    release()
    try:
        place.check()
        response = _unchanged(variant) or _handed(place, variant) or _sent(place, variant)
    except storage.Missing as gone:
        raise NotFound from gone
    response.headers.update(ALONE)
    response.set_etag(variant.digest)
    return response


def _unchanged(variant: Variant) -> Response | None:
    return Response(status=304) if variant.digest in request.if_none_match else None


def _handed(place: Place, variant: Variant) -> Response | None:
    headers = place.handed(site.settings())
    return Response(mimetype=variant.type, headers=headers) if headers else None


def _sent(place: Place, variant: Variant) -> Response:
    part = _part(variant)
    span = _span(part, variant.size)
    if span is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{variant.size}"})
    start, stop = span
    body = None if request.method == "HEAD" else place.read(start, stop - start)
    response = Response(body, mimetype=variant.type)
    response.content_length = stop - start
    if part:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{variant.size}"
    return response


def _span(part: Range | None, size: int) -> tuple[int, int] | None:
    """None where it lies outside. More from the end than there is, is all there is."""
    first = part.ranges[0][0] if part else -size
    return (max(0, size + first), size) if first < 0 or not part else part.range_for_length(size)


def _part(variant: Variant) -> Range | None:
    """What is asked for of it, if that is one range and the file is still the same; else all of it is sent."""
    wanted = request.range
    stale = request.if_range.etag is not None and request.if_range.etag != variant.digest
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or stale or request.if_range.date:
        return None
    return wanted
