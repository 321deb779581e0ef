"""The pictures of a moment: its author's uploads, held for as long as it stands."""

from collections.abc import Iterable, Sequence

from fandom.core.errors import Invalid
from fandom.core.viewer import Viewer
from fandom.media.access import uploads_to_attach
from fandom.media.actions import hold, release
from fandom.media.queries import by_id
from fandom.media.values import Media
from fandom.posts.models import Moment
from fandom.posts.values import MEDIA_MAX
from fandom.shows.charter import LONGEST_CLIP_MS
from fandom.shows.queries import rights

HOLDER = "moment"
UNKNOWN = "Your video is still being looked at. Post again in a moment."
ALONE = "A clip stands alone: one clip, or up to four pictures."


def attach(moment: Moment, ids: Sequence[str]) -> None:
    """These and no others, in this order. Invalid under `media` for what is not an upload of its author's to use."""
    if len(ids) > MEDIA_MAX:
        raise Invalid({"media": ["A moment has up to four pictures."]})
    author = Viewer(account_id=moment.author_id)
    media = uploads_to_attach(author, ids, holder=(HOLDER, moment.id))
    _check_kinds(media)
    _check_rights(moment.show_id, [each for each in media if each.id not in (moment.media_ids or ())])
    moment.media_ids = list(ids)
    moment.has_clip = has_clip(media)
    release(HOLDER, moment.id, but=ids)
    for each in ids:
        hold(each, HOLDER, moment.id)


def let_go(moment: Moment) -> None:
    moment.media_ids, moment.has_clip = [], False
    release(HOLDER, moment.id)


def has_clip(media: Iterable[Media]) -> bool:
    """One that is ready."""
    return any(each.kind == "clip" and each.status == "ready" for each in media)


def described(moment: Moment) -> str:
    """What is said of its pictures, which is read like the rest of its words."""
    found = by_id(moment.media_ids)
    return "\n".join(found[each].alt for each in moment.media_ids if each in found and found[each].alt)


def _check_rights(show_id: str, added: Sequence[Media]) -> None:
    """What the fandom takes; what a moment has already, it keeps."""
    if not added:
        return
    pictures, uploads = (sum(each.kind == kind for each in added) for kind in ("image", "clip"))
    allowed = rights(show_id)
    unknown = any(each.kind == "clip" and each.duration_ms is None for each in added)
    faults = allowed.faults(
        pictures=pictures, uploads=uploads, upload_ms=max(each.duration_ms or 0 for each in added) if uploads else 0
    )
    if unknown and not faults and allowed.max_clip_ms < LONGEST_CLIP_MS:
        faults = [UNKNOWN]
    if faults:
        raise Invalid({"media": faults})


def _check_kinds(media: Sequence[Media]) -> None:
    if len(media) > 1 and any(each.kind == "clip" for each in media):
        raise Invalid({"media": [ALONE]})
