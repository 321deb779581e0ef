"""The clip of a moment: cut from the title's own video, between the times that the moment names."""

from dataclasses import dataclass

from fandom.clips import actions, queries
from fandom.clips.values import Source, Span
from fandom.core.errors import Invalid
from fandom.infra.db import db
from fandom.media.actions import hold, release
from fandom.media.queries import by_id, has_failed
from fandom.posts import holding, pictures
from fandom.posts.models import Moment
from fandom.posts.values import MomentChange, MomentDraft, Unset
from fandom.shows.queries import rights

NO_PLACE = "A clip needs an episode, and where in it it begins and ends."
NO_FILM = "There is no video of this episode to cut a clip from."
PAST_END = "The video of this episode ends before that."
TOO_MANY = "Many clips of yours are still being made. Post this one in a moment."
# Of one author at once; cutting a clip takes a worker longer than asking for it.
UNDER_WAY = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """What a moment is to show: a clip, or these uploads, or (None) what it shows already."""

    clip: bool
    media: tuple[str, ...] | None


def show(moment: Moment, draft: MomentDraft) -> None:
    """Of a new moment."""
    _show(moment, Wish(draft.clip, draft.media))


def show_changed(moment: Moment, change: MomentChange) -> None:
    """A clip moves along with the times of its moment, until something else is to be shown. Asked for again, one that
    failed is tried again.
    """
    if change.clip is True and retry(moment):
        return
    now = cut_of(moment)
    media = None if isinstance(change.media, Unset) else change.media
    kept = now is not None and (media is None or now in media)
    clip = kept if isinstance(change.clip, Unset) else change.clip
    others = None if media is None else tuple(each for each in media if each != now)
    if clip or kept or others is not None:
        _show(moment, Wish(clip, others if clip else others or ()))


def retry(moment: Moment) -> bool:
    """Has a clip made again. False where none has failed."""
    now = cut_of(moment)
    if now is None or not has_failed(now):
        return False
    cut(moment)
    db.session.flush()
    return True


def cut_of(moment: Moment) -> str | None:
    """The id of its file, if it shows a clip that was cut."""
    ids = moment.media_ids or []
    return ids[0] if len(ids) == 1 and queries.wanted(ids[0]) is not None else None


def _show(moment: Moment, wish: Wish) -> None:
    if not wish.clip:
        pictures.attach(moment, wish.media or ())
        return
    if wish.media:
        raise Invalid({"media": [pictures.ALONE]})
    if not _shows_that_already(moment):
        cut(moment)


def cut(moment: Moment) -> None:
    """Has its clip made, in place of what it shows. Refuses with Invalid what cannot be cut."""
    source, span = _asked(moment)
    if holding.clips_under_way(moment.author_id) >= UNDER_WAY:
        raise Invalid({"clip": [TOO_MANY]})
    file_id = actions.cut(source=source, span=span)
    moment.media_ids = [file_id]
    moment.has_clip = pictures.has_clip(by_id([file_id]).values())
    release(pictures.HOLDER, moment.id, but=[file_id])
    hold(file_id, pictures.HOLDER, moment.id)


def _asked(moment: Moment) -> tuple[Source, Span]:
    if moment.season is None or moment.number is None or moment.start_ms is None or moment.end_ms is None:
        raise Invalid({"clip": [NO_PLACE]})
    span = Span(moment.start_ms, moment.end_ms)
    if faults := rights(moment.show_id).faults(clip_ms=span.end_ms - span.start_ms):
        raise Invalid({"clip": faults})
    source = queries.source(moment.show_id, (moment.season, moment.number))
    if source is None:
        raise Invalid({"clip": [NO_FILM]})
    if span.end_ms > source.duration_ms:
        raise Invalid({"end_ms": [PAST_END]})
    return source, span


def _shows_that_already(moment: Moment) -> bool:
    """What it has it keeps, even where the video has gone since."""
    held = cut_of(moment)
    if held is None:
        return False
    row = queries.wanted(held)
    there = (moment.show_id, moment.season, moment.number, moment.start_ms, moment.end_ms)
    return row is not None and (row.show_id, row.season, row.number, row.start_ms, row.end_ms) == there
