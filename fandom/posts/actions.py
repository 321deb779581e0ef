"""Writes to moments: publish, edit, delete, and what moderators do to them."""

from sqlalchemy import func, update

from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.core.horizon import Position
from fandom.core.ids import new_id
from fandom.core.screening import Verdict
from fandom.core.text import joined
from fandom.core.text import tags as checked_tags
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.media.actions import disown
from fandom.media.queries import by_id
from fandom.posts import announcing, clips, pictures, queries
from fandom.posts.drafts import actions as drafts
from fandom.posts.models import Moment
from fandom.posts.revisions import floor_of, keep, reseal, restate, reveal, screen
from fandom.posts.rules import Length, Seal, Span, above, check_span, revealed_at, revealed_by_default
from fandom.posts.sight import EDITABLE, reveal_of
from fandom.posts.values import CAPTION_MAX, UNSET, MomentChange, MomentDraft, Place, Unset
from fandom.posts.writing import Written, mentions_in, tags_in, written
from fandom.shows.models import Show


def publish_moment(*, author: Viewer, show_id: str, draft: MomentDraft) -> Moment:
    """Published, or held when screening says so: then only its author sees it. Their draft there is over."""
    caption = written(draft.caption, CAPTION_MAX, "caption", author.account_id)
    length = _length(show_id, draft.episode)
    span = Span(draft.start_ms, draft.end_ms)
    check_span(span, length)
    moment = Moment(
        id=new_id(),
        show_id=show_id,
        author_id=str(author.account_id),
        start_ms=span.start_ms,
        end_ms=span.end_ms,
        tags=list(joined(checked_tags(draft.tags), caption.tags)),
        created_at=clock.now(),
    )
    _place(moment, length)
    reveal(moment, _revealed(show_id, draft.reveals_at, revealed_by_default(span, length)))
    _write(moment, caption)
    drafts.drop_draft(account_id=moment.author_id, show_id=show_id)
    clips.show(moment, draft)
    verdict = screen(moment, _words(moment))
    moment.state = "held" if verdict.held else "published"
    db.session.add(moment)
    _published(moment, was=None)
    announcing.suspected(moment, verdict)
    announcing.mentioned(moment, caption.mentions)
    return moment


def edit_moment(*, moment: Moment, change: MomentChange) -> Moment:
    """`moment` comes locked from its door. What it was is kept; new words are screened again."""
    was, named_before, words_before = moment.state, mentions_in(moment.caption), _words(moment)
    keep(moment)
    asked = moment.caption if change.caption is UNSET else change.caption
    caption = written(asked, CAPTION_MAX, "caption", moment.author_id)
    moment.tags = _retagged(moment, change, caption)
    _move(moment, change)
    _write(moment, caption)
    clips.show_changed(moment, change)
    moment.edited_at = clock.now()
    words = _words(moment)
    verdict = screen(moment, words) if words != words_before else Verdict()
    moment.state = "held" if verdict.held else was
    db.session.flush()
    _published(moment, was=was)
    announcing.suspected(moment, verdict)
    announcing.mentioned(moment, caption.mentions - named_before)
    return moment


def delete_moment(*, moment: Moment) -> None:
    """By its author: a tombstone stays, its words only in the history, its pictures only as evidence."""
    was = moment.state
    keep(moment)
    moment.state, moment.caption, moment.caption_html, moment.tags = "deleted", "", "", []
    pictures.let_go(moment)
    db.session.flush()
    announcing.moment_turned(moment, was)


def let_files_go(*, moment_id: str) -> bool:
    """Of one that stays removed. False when it has none, or is up again."""
    moment = queries.moment_row(moment_id, lock=True)
    if moment is None or moment.state != "removed" or not moment.media_ids:
        return False
    disown(moment.media_ids)
    pictures.let_go(moment)
    moment.version += 1
    db.session.flush()
    return True


def show_again(*, moment_id: str) -> None:
    """What it shows has changed by itself: a new version, and nothing in the history."""
    moment = _standing(moment_id)
    if moment is not None:
        moment.version += 1
        moment.has_clip = pictures.has_clip(by_id(moment.media_ids).values())
        db.session.flush()
        announcing.moment_turned(moment, moment.state)


def read_again(*, moment_id: str) -> None:
    """What is said of its pictures has changed, which is read like the rest of its words."""
    moment = _standing(moment_id)
    if moment is None:
        return
    was = moment.state
    verdict = screen(moment, _words(moment)) if was in EDITABLE else Verdict()
    moment.version += 1
    moment.state = "held" if verdict.held else was
    db.session.flush()
    _published(moment, was=was)
    announcing.suspected(moment, verdict)


def hide_moment(*, moment_id: str) -> bool:
    """By a moderator, while something is looked into. False when there is nothing to hide any more."""
    return _restate(moment_id, "hidden")


def remove_moment(*, moment_id: str) -> bool:
    """By a moderator. False when there is nothing to remove any more."""
    return _restate(moment_id, "removed")


def restore_moment(*, moment_id: str) -> bool:
    """By a moderator: a held one is published now, a hidden or removed one comes back."""
    return _restate(moment_id, "published")


def reseal_moment(*, moment_id: str, seal: Seal) -> bool:
    """What it gives away lies elsewhere than its author said. False when there is nothing left to seal."""
    moment = _standing(moment_id)
    if moment is None:
        return False
    was = reveal_of(moment)
    reseal(moment, seal)
    if seal.reveals_at is None or (was is not None and was.covers(seal.reveals_at)):
        announcing.moment_turned(moment, moment.state)
    else:
        announcing.moment_resealed(moment)
    return True


def _restate(moment_id: str, state: str) -> bool:
    return restate(queries.moment_row(moment_id, lock=True), state, _published)


def _standing(moment_id: str) -> Moment | None:
    moment = queries.moment_row(moment_id, lock=True)
    return None if moment is None or moment.state == "deleted" else moment


def _published(moment: Moment, was: str | None) -> None:
    if moment.state == "published" and was != "published":
        # Of two at once the later one may have waited for the row, and be told of first.
        last = func.greatest(Show.last_post_at, clock.now())
        # Before the moment: what is written with it takes the show and then the author, and so does whoever reacts.
        with db.session.no_autoflush:
            db.session.execute(update(Show).where(Show.id == moment.show_id).values(last_post_at=last))
    db.session.flush()
    announcing.moment_turned(moment, was)


def _move(moment: Moment, change: MomentChange) -> None:
    before = _length(moment.show_id, _episode(moment))
    default_before = revealed_by_default(Span(moment.start_ms, moment.end_ms), before)
    length = before if isinstance(change.episode, Unset) else _length(moment.show_id, change.episode)
    span = Span(_given(change.start_ms, moment.start_ms), _given(change.end_ms, moment.end_ms))
    check_span(span, length)
    _place(moment, length)
    moment.start_ms, moment.end_ms = span.start_ms, span.end_ms
    # Left at its default it moves along; set by hand it stays.
    kept = reveal_of(moment)
    otherwise = revealed_by_default(span, length) if kept == default_before else kept
    asked = _revealed(moment.show_id, change.reveals_at, otherwise)
    reveal(moment, above(floor_of(moment), asked, asked=not isinstance(change.reveals_at, Unset)))


def _given(new: int | Unset | None, old: int | None) -> int | None:
    return old if isinstance(new, Unset) else new


def _episode(moment: Moment) -> tuple[int, int] | None:
    return None if moment.season is None or moment.number is None else (moment.season, moment.number)


def _length(show_id: str, episode: tuple[int, int] | None) -> Length | None:
    if episode is None:
        return None
    found = queries.episode(show_id, episode)
    if found is None:
        raise Invalid(errors={"episode": ["This show has no such episode."]})
    return found


def _revealed(show_id: str, asked: Place | Unset | None, otherwise: Position | None) -> Position | None:
    named = queries.episode(show_id, asked.episode) if isinstance(asked, Place) else None
    return revealed_at(asked, named, otherwise)


def _words(moment: Moment) -> str:
    return "\n".join([moment.caption, " ".join(f"#{tag}" for tag in moment.tags), pictures.described(moment)]).strip()


def _retagged(moment: Moment, change: MomentChange, caption: Written) -> list[str]:
    """Tags that only the old caption brought go with it."""
    if not isinstance(change.tags, Unset):
        return list(joined(checked_tags(change.tags), caption.tags))
    from_caption = set(tags_in(moment.caption))
    return list(joined((tag for tag in moment.tags if tag not in from_caption), caption.tags))


def _write(moment: Moment, caption: Written) -> None:
    moment.caption, moment.caption_html = caption.text, caption.html


def _place(moment: Moment, length: Length | None) -> None:
    moment.season, moment.number = (length.season, length.number) if length else (None, None)
