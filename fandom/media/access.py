"""Doors to files: what is hidden and what is absent look the same."""

from collections.abc import Sequence

from sqlalchemy import Select, select

from fandom.core import holders
from fandom.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from fandom.core.ids import is_id
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.media import queries
from fandom.media.models import File
from fandom.media.places import Place, place_of
from fandom.media.queries import media_of
from fandom.media.values import EVIDENCE, Media, Variant, variants_of

NOT_YOURS = "There is no such upload of yours."
TAKEN = "This is used somewhere else already."
FAILED = "This upload failed; choose another."
TWICE = "Each upload once, please."


def file_to_read(viewer: Viewer, file_id: str) -> File:
    """The owner's own, or what one of its holders lets this viewer read. A film has a place of its own to be read."""
    found = _readable(viewer, file_id)
    if found.kind == "film":
        raise NotFound
    return found


def media_to_read(viewer: Viewer, file_id: str) -> Media:
    return media_of(file_to_read(viewer, file_id))


def variant_to_read(viewer: Viewer, file_id: str, name: str) -> tuple[Variant, Place]:
    """With where its bytes lie."""
    file = _readable(viewer, file_id)
    found = next((each for each in variants_of(file.variants) if each.name == name), None)
    if found is None:
        raise NotFound
    return found, place_of(file, found)


def file_to_edit(viewer: Viewer, file_id: str) -> File:
    """One's own, locked."""
    if not viewer.signed_in:
        raise Unauthenticated
    if not _owns(viewer, file_to_read(viewer, file_id)):
        raise Forbidden
    found = _locked(select(File).where(File.id == file_id))
    if not found:
        raise NotFound
    return found[0]


def file_to_delete(viewer: Viewer, file_id: str) -> File:
    """One's own, locked, while nothing keeps it."""
    found = file_to_edit(viewer, file_id)
    if found.unheld_since is None:
        raise Conflict("It is used; take it away from there first.", code="in-use")
    return found


def uploads_to_attach(
    viewer: Viewer, ids: Sequence[str], *, holder: tuple[str, str] | None = None
) -> tuple[Media, ...]:
    """One's own uploads in the order of `ids`, locked until the end of the transaction.

    Each is unattached, or kept by nothing but `holder` (kind and id) already, and has not failed; else Invalid.
    """
    if not viewer.signed_in:
        raise Unauthenticated
    if len(set(ids)) != len(ids):
        raise Invalid({"media": [TWICE]})
    if not ids:
        return ()
    wanted = select(File).where(File.id.in_(ids), File.owner_id == viewer.account_id)
    found = {each.id: each for each in _locked(wanted.order_by(File.id))}
    if faults := [fault for each in ids if (fault := _fault(found.get(each), holder))]:
        raise Invalid({"media": list(dict.fromkeys(faults))})
    return tuple(media_of(found[each]) for each in ids)


def _fault(file: File | None, holder: tuple[str, str] | None) -> str | None:
    if file is None:
        return NOT_YOURS
    if file.status == "failed":
        return FAILED
    elsewhere = file.unheld_since is None and any(
        each != holder and each[0] != EVIDENCE for each in queries.holders_of(file.id)
    )
    return TAKEN if elsewhere else None


def _readable(viewer: Viewer, file_id: str) -> File:
    if not is_id(file_id):
        raise NotFound
    found = db.session.get(File, file_id)
    if found is None or not may_read(viewer, found):
        raise NotFound
    return found


def may_read(viewer: Viewer, file: File) -> bool:
    """Its owner may, unless what keeps it withholds it from everybody; whoever else one of its holders lets."""
    held = queries.holders_of(file.id)
    owns = _owns(viewer, file) and not any(holders.is_withheld(*each) for each in held)
    return owns or any(holders.may_read(kind, viewer, holder_id) for kind, holder_id in held)


def _owns(viewer: Viewer, file: File) -> bool:
    return viewer.signed_in and viewer.account_id == file.owner_id


def _locked(query: Select[File]) -> Sequence[File]:
    return db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
