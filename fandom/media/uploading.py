"""Taking a file in: its bytes first and for good, then its row. Outside of a unit of work: a store takes its time.

upload = uploading.upload_of(request.files.get("file"), request.form.get("alt", ""))
media = uploading.take(owner=viewer(), upload=upload)
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from werkzeug.datastructures import FileStorage

from fandom.accounts.access import me_to_edit
from fandom.core.errors import Invalid, TooLarge, Unauthenticated, UnsupportedType
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra import site, storage
from fandom.infra.db import release, unit_of_work
from fandom.infra.incoming import Incoming
from fandom.media import actions, queries, rules
from fandom.media.models import File
from fandom.media.types import type_of, video_type_of
from fandom.media.values import Media, Stored

ORIGINAL = "original"
NEITHER = "This is not a picture or a video that we can read. Choose a PNG, JPEG, WEBP, GIF, MP4, MOV, WebM or MKV."


class Arrived(Protocol):
    """All the bytes, on this machine's disk."""

    @property
    def file(self) -> BinaryIO: ...

    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """`digest` is of its bytes, where two requests are compared by them."""

    file: Arrived
    type: str
    alt: str
    digest: str = ""

    @property
    def body(self) -> bytes:
        """What stands for it there."""
        return f"{self.digest}\0{self.alt}".encode()


def upload_of(file: FileStorage | None, alt: str) -> Upload:
    """What its first bytes can tell is refused here: 422, 413 or 415."""
    if file is None or not isinstance(file.stream, Incoming):
        raise Invalid({"file": ["Choose a picture or a video."]})
    if not file.stream.size:
        raise Invalid({"file": ["This file is empty."]})
    return Upload(file.stream, _type_of(file.stream), alt, file.stream.digest)


def _type_of(came: Incoming) -> str:
    video = video_type_of(came.head)
    if video is not None:
        if came.size > rules.VIDEO_MAX:
            raise TooLarge(rules.VIDEO_TOO_LARGE)
        return video
    settings = site.settings()
    if came.size > settings.upload_max:
        raise TooLarge(f"A picture may have {settings.upload_max // 1_000_000} MB at most.")
    picture = type_of(came.head)
    if picture is None:
        raise UnsupportedType(NEITHER)
    return picture


def take(*, owner: Viewer, upload: Upload) -> Media:
    with stored(owner=owner, upload=upload) as found, unit_of_work():
        return queries.media_of(add(owner=owner, stored=found))


@contextmanager
def stored(*, owner: Viewer, upload: Upload) -> Iterator[Stored]:
    """Its bytes are safe inside. Where no row comes of it they are taken away again."""
    if owner.account_id is None:
        raise Unauthenticated
    found = Stored(new_id(), upload.type, upload.file.size, rules.clean_alt(owner.account_id, upload.alt))
    rules.room_for_one_more(queries.unheld_count(owner.account_id, found.kind), found.kind)
    release()
    storage.store().put(storage.folder_of(found.id) + ORIGINAL, upload.file.file, upload.type)
    try:
        yield found
    finally:
        if not queries.by_id([found.id]):
            storage.store().drop(storage.folder_of(found.id))


def add(*, owner: Viewer, stored: Stored) -> File:
    """In a unit of work. The owner's row is locked, so that two at once are both counted."""
    account = me_to_edit(owner)
    rules.room_for_one_more(queries.unheld_count(account.id, stored.kind), stored.kind)
    return actions.add(owner_id=account.id, stored=stored)
