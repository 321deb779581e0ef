"""What workers make of a file: kept beside it, and shown while somebody still waits for it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from fandom.infra import storage
from fandom.infra.db import db
from fandom.media.models import File
from fandom.media.values import Decoded, Variant, variants_of


def keep(file_id: str, folder: Path, said: list[dict[str, Any]]) -> tuple[Variant, ...]:
    """What the process that made them says of the files in this folder, once they are stored."""
    variants = tuple(Variant(**each) for each in said)
    for variant in variants:
        with (folder / variant.name).open("rb") as file:
            storage.store().put(storage.folder_of(file_id) + variant.name, file, variant.type)
    return variants


def joined(file: File, made: Decoded) -> Decoded:
    """With what is there of it already under other names."""
    names = {each.name for each in made.variants}
    before = tuple(each for each in variants_of(file.variants) if each.name not in names)
    return replace(made, variants=before + made.variants)


def awaited(file_id: str, status: str = "processing") -> File | None:
    """Locked, while it still waits to be made, or stands as it is said here."""
    query = select(File).where(File.id == file_id, File.status == status).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def still_awaited(file_id: str, status: str = "processing") -> File | None:
    """None when nobody waits for it any more. Where it is forgotten, what was stored of it goes; where somebody else
    was quicker, nothing does."""
    file = awaited(file_id, status)
    if file is None and db.session.scalar(select(File.id).where(File.id == file_id)) is None:
        storage.store().drop(storage.folder_of(file_id))
    return file
