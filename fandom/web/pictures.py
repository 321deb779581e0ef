"""Pictures that a form brings: uploaded before, by a script, or with the form itself, where there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage, MultiDict

from fandom.core.errors import FandomError, Forbidden, Invalid, NotFound, TooLarge, UnsupportedType
from fandom.core.viewer import Viewer
from fandom.media import access, actions, rules, uploading
from fandom.media.values import Media

Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Brought:
    """`ids` in their order; `alts` says what is to be seen, for those of which the form says it."""

    ids: tuple[str, ...] = ()
    alts: tuple[tuple[str, str], ...] = ()


def brought(owner: Viewer, form: Form, files: MultiDict[str, FileStorage]) -> Brought:
    """Outside of a unit of work: what comes with the form is stored here. Refuses with Invalid under "media"."""
    known = [each for each in form.getlist("media") if each not in form.getlist("drop")]
    alts = tuple((each, form[f"alt-{each}"]) for each in known if f"alt-{each}" in form)
    new = [_taken(owner, each) for each in files.getlist("pictures") if each.filename]
    return Brought((*known, *new), alts)


def describe(owner: Viewer, alts: Iterable[tuple[str, str]]) -> None:
    """In the unit of work that attaches them, and before it: what is said of pictures is screened with the rest."""
    for file_id, alt in alts:
        try:
            actions.describe(file=access.file_to_edit(owner, file_id), alt=rules.clean_alt(owner.account_id, alt))
        except (NotFound, Forbidden):
            continue  # attaching it is what is refused
        except Invalid as wrong:
            raise _of_media(wrong) from wrong


def readable(viewer: Viewer, ids: Iterable[str]) -> tuple[Media, ...]:
    """Those of them that there are for this viewer."""
    found = (_media(viewer, each) for each in ids)
    return tuple(each for each in found if each)


def _media(viewer: Viewer, file_id: str) -> Media | None:
    try:
        return access.media_to_read(viewer, file_id)
    except NotFound:
        return None


def _taken(owner: Viewer, file: FileStorage) -> str:
    try:
        return uploading.take(owner=owner, upload=uploading.upload_of(file, "")).id
    except (Invalid, TooLarge, UnsupportedType) as wrong:
        raise _of_media(wrong) from wrong


def _of_media(wrong: FandomError) -> Invalid:
    sentences = [each for said in wrong.errors.values() for each in said] if isinstance(wrong, Invalid) else []
    return Invalid({"media": sentences or [wrong.detail]})
