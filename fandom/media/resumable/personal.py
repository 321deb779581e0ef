"""This slice's part of an account: what it has begun to send."""

from collections.abc import Iterator

from sqlalchemy import select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.media.resumable import actions, taking
from fandom.media.resumable.models import Transfer

_FIELDS = (Transfer.id, Transfer.length, Transfer.alt, Transfer.file_id, Transfer.created_at)


def export(account_id: str) -> Iterator[Piece]:
    yield extracts.rows("uploads.json", select(*_FIELDS).where(Transfer.owner_id == account_id).order_by(Transfer.id))


def erase(account_id: str) -> bool:
    for upload_id in actions.forget_of(account_id):
        taking.drop(upload_id)
    return False


def listen() -> None:
    personal.answer("media.resumable", export=export, erase=erase)
