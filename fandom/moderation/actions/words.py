"""Keeping the list of words that screening looks for."""

from sqlalchemy import select

from fandom.core import clock
from fandom.core.errors import Conflict, Invalid
from fandom.core.ids import new_id
from fandom.core.text import name
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.moderation.events import WordsChanged
from fandom.moderation.folding import fold, spaced
from fandom.moderation.models import WordRule
from fandom.moderation.values import PHRASE_MAX
from fandom.shows.values import ShowRef

MOST = 1000


def add_word(*, moderator: Viewer, show: ShowRef | None, phrase: str, outcome: str) -> WordRule:
    """For one show, or for everywhere; the same word, however written, is there once."""
    checked = name(phrase, PHRASE_MAX, "phrase")
    if not spaced(fold(checked)).strip():
        raise Invalid({"phrase": ["There is no word in this."]})
    show_id = show.id if show else None
    there = db.session.scalars(select(WordRule.phrase).where(WordRule.show_id.is_not_distinct_from(show_id))).all()
    if fold(checked) in {fold(each) for each in there}:
        raise Conflict("This word is on the list already.")
    if len(there) >= MOST:
        raise Conflict("The list is full.")
    word = WordRule(
        id=new_id(),
        show_id=show_id,
        phrase=checked,
        outcome=outcome,
        created_by=moderator.account_id,
        created_at=clock.now(),
    )
    db.session.add(word)
    db.session.flush()
    _changed(moderator, word, "word.added")
    return word


def drop_word(*, moderator: Viewer, word: WordRule) -> None:
    db.session.delete(word)
    db.session.flush()
    _changed(moderator, word, "word.dropped")


def _changed(moderator: Viewer, word: WordRule, action: str) -> None:
    record(WordsChanged(word.id, word.show_id))
    audit(moderator.account_id, action, ("word", word.id), phrase=word.phrase, show=word.show_id, outcome=word.outcome)
