"""What workers do with files: decode them, and take away what is stored of those that are gone. Safe to run twice."""

import tempfile
from pathlib import Path

import structlog

from fandom.core.errors import Unavailable
from fandom.infra import storage
from fandom.infra.db import release, unit_of_work
from fandom.media import actions, avatars, orphans
from fandom.media.decoding import apart
from fandom.media.decoding.reasons import DAMAGED, REASONS, Refused
from fandom.media.events import FileFailed, FileForgotten, FileReady, FileUploaded
from fandom.media.making import awaited, keep, still_awaited
from fandom.media.uploading import ORIGINAL
from fandom.media.values import Decoded

log = structlog.get_logger()


def decode(fact: FileUploaded) -> None:
    """Ends quietly when the file is deleted while it is decoded: its bytes go with what was forgotten."""
    if awaited(fact.file_id) is None:
        return
    release()
    try:
        decoded = _decoded(fact.file_id)
    except Refused as refusal:
        _fail(fact.file_id, refusal.sentence)
    except storage.Missing:
        _fail(fact.file_id, REASONS[DAMAGED])
    else:
        _ready(fact.file_id, decoded)


def drop_original(fact: FileReady | FileFailed) -> None:
    """What is shown was drawn anew; the original may say where it was taken."""
    storage.store().discard(storage.folder_of(fact.file_id) + ORIGINAL)


def drop_all(fact: FileForgotten) -> None:
    storage.store().drop(storage.folder_of(fact.file_id))


def tidy() -> None:
    """From time to time: what nothing keeps goes, what is stuck is tried again, bytes that nobody knows of go."""
    for swept in (actions.sweep, actions.ask_again):
        while True:
            with unit_of_work():
                found = swept()
            if found < actions.AT_ONCE:
                break
    try:
        orphans.sweep()
    except Unavailable as error:
        log.warning("the store of files is away", error=str(error))


def _decoded(file_id: str) -> Decoded:
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        original, made = Path(scratch) / ORIGINAL, Path(scratch) / "made"
        made.mkdir()
        storage.store().fetch(storage.folder_of(file_id) + ORIGINAL, original)
        said = apart.decode(original, made)
        variants = keep(file_id, made, said["variants"])
    return Decoded(said["width"], said["height"], said["colour"], variants)


def _ready(file_id: str, decoded: Decoded) -> None:
    avatars.lock(file_id)
    file = still_awaited(file_id)
    if file is None:
        return
    actions.ready(file=file, decoded=decoded)
    avatars.ready(file_id)


def _fail(file_id: str, reason: str) -> None:
    avatars.lock(file_id)
    file = awaited(file_id)
    if file is None:
        return
    actions.fail(file=file, reason=reason)
    avatars.failed(file_id)
