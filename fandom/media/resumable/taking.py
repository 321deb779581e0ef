"""Taking an upload in: its bytes as they come, and what becomes of it once they are all there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from werkzeug.exceptions import ClientDisconnected

from fandom.core.errors import Conflict, NotFound, TooLarge, UnsupportedType
from fandom.core.viewer import Viewer
from fandom.infra import site
from fandom.infra.db import release, unit_of_work
from fandom.infra.incoming import HEAD
from fandom.media import uploading
from fandom.media.resumable import access, actions
from fandom.media.resumable.scratch import BEYOND, MOVED, Scratch
from fandom.media.resumable.values import Way
from fandom.media.types import video_type_of

PIECE = 256 * 1024
NO_VIDEO = "This is not a video that we can read. Choose an MP4, MOV, WebM or MKV."


@dataclass(frozen=True, slots=True)
class Received:
    """All of it, as `uploading` takes what comes in one piece."""

    file: BinaryIO
    size: int


def scratch_of(upload_id: str) -> Scratch:
    settings = site.settings()
    return Scratch(settings.data / "uploads", upload_id)


def reached(way: Way) -> int:
    """How many bytes are there and stay there."""
    return way.length if way.file_id else scratch_of(way.id).size()


def take(owner: Viewer, way: Way, at: int, body: IO[bytes], length: int | None) -> tuple[int, str | None]:
    """How far it is then, and the id of the file that it has become. `length` is of the body, where that is known."""
    release()
    if at != reached(way):
        raise Conflict(MOVED, code="wrong-offset")
    if at + (length or 0) > way.length:
        raise TooLarge(BEYOND)
    if way.file_id:
        return at, way.file_id
    pieces = _pieces(body) if at else _first_pieces(owner, way, body)
    at = scratch_of(way.id).add(pieces, at=at, most=way.length)
    kind = _kind(owner, way)
    return at, _finished(owner, way, kind) if at == way.length else None


def stop(owner: Viewer, upload_id: str) -> None:
    with unit_of_work():
        actions.end(transfer=access.transfer_to_end(owner, upload_id))
    drop(upload_id)


def drop(upload_id: str) -> None:
    scratch_of(upload_id).drop()


def _first_pieces(owner: Viewer, way: Way, body: IO[bytes]) -> Iterator[bytes]:
    """Asked for once there is a file for them. Of an upload that was over by then, nobody would ever take it away."""
    try:
        over = access.way_to_go_on(owner, way.id).file_id is not None
    except NotFound:
        over = True
    release()
    if over:
        drop(way.id)
        raise Conflict(MOVED, code="wrong-offset")
    yield from _pieces(body)


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    try:
        while piece := body.read(PIECE):
            yield piece
    except OSError as error:
        raise ClientDisconnected from error


def _kind(owner: Viewer, way: Way) -> str | None:
    """None before it can be told, and when it is gone. What is no video does not stay; nobody sends the rest of it."""
    head = scratch_of(way.id).head(HEAD)
    if len(head) < min(HEAD, way.length):
        return None
    found = video_type_of(head)
    if found is None:
        stop(owner, way.id)
        raise UnsupportedType(NO_VIDEO)
    return found


def _finished(owner: Viewer, way: Way, kind: str | None) -> str:
    with scratch_of(way.id).read() as file:
        if file is None or kind is None:
            return _finished_by_another(owner, way)
        upload = uploading.Upload(Received(file, way.length), kind, way.alt)
        with uploading.stored(owner=owner, upload=upload) as stored, unit_of_work():
            transfer = access.transfer_to_end(owner, way.id)
            if transfer.file_id is None:
                transfer.file_id = uploading.add(owner=owner, stored=stored).id
            file_id = transfer.file_id
    drop(way.id)
    return file_id


def _finished_by_another(owner: Viewer, way: Way) -> str:
    found = access.way_to_go_on(owner, way.id).file_id
    if found is None:
        raise NotFound
    return found
