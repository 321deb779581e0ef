"""This slice's part of an account: its pictures and what it said is on them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.core.viewer import Viewer
from fandom.infra import extracts, storage
from fandom.infra.db import db
from fandom.media import actions
from fandom.media.access import may_read
from fandom.media.avatars import AVATAR
from fandom.media.models import File, Holder
from fandom.media.values import EVIDENCE

AT_ONCE = 50
_FIELDS = (File.id, File.kind, File.alt, File.width, File.height, File.status, File.created_at)


def export(account_id: str) -> Iterator[Piece]:
    """Each picture in its largest form that every program can open, each clip as a film; no bytes of what a moderator
    took down."""
    mine = File.owner_id == account_id
    yield extracts.rows("media.json", select(*_FIELDS).where(mine).order_by(File.id))
    viewer = Viewer(account_id=account_id)
    for file in db.session.scalars(select(File).where(mine).order_by(File.id)):
        best = max((each for each in file.variants if _common(each)), key=_worth, default=None)
        if best and may_read(viewer, file):
            ending = best["name"].rpartition(".")[2]
            yield Piece(f"media/{file.id}.{ending}", partial(_bytes, file.id, best["name"], best["size"]), packed=True)


def erase(account_id: str) -> bool:
    """At once, not within the hour; what is evidence goes when its case has closed."""
    actions.release(AVATAR, account_id)
    ids = db.session.scalars(select(File.id).where(_erasable(account_id)).order_by(File.id).limit(AT_ONCE)).all()
    for file in db.session.scalars(select(File).where(File.id.in_(ids)).with_for_update()):
        actions.forget(file=file)
    return len(ids) == AT_ONCE


def _erasable(account_id: str) -> ColumnElement[bool]:
    evidence = exists().where(Holder.file_id == File.id, Holder.holder_kind == EVIDENCE)
    return (File.owner_id == account_id) & ~evidence


def _common(variant: Mapping[str, Any]) -> bool:
    return bool(variant["type"] in {"image/jpeg", "image/png", "video/mp4"})


def _worth(variant: Mapping[str, Any]) -> tuple[bool, int]:
    return variant["type"] == "video/mp4", variant["width"]


def _bytes(file_id: str, name: str, size: int) -> Iterable[bytes]:
    return storage.store().read(storage.folder_of(file_id) + name, 0, size)


def listen() -> None:
    personal.answer("media", export=export, erase=erase)
