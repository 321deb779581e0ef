"""Brings in the words that the demo's moderators have put on their list."""

import json
from pathlib import Path

from sqlalchemy import select

from fandom.demo import past
from fandom.demo.people import Cast
from fandom.infra.db import db
from fandom.moderation.actions.words import add_word
from fandom.moderation.models import WordRule
from fandom.shows.queries import by_slug

WORDS = Path(__file__).parent / "words.json"
KEPT_BY = "noor"


def bring_in(cast: Cast) -> None:
    """Only where the list is empty: one that somebody keeps is theirs."""
    if db.session.scalar(select(WordRule.id).limit(1)):
        return
    with past.work(past.LONG_AGO), past.at(cast.when(past.LONG_AGO)):
        for word in json.loads(WORDS.read_text("utf-8")):
            show = by_slug(word["show"]) if word["show"] else None
            add_word(
                moderator=cast.viewers[KEPT_BY],
                show=show.ref if show else None,
                phrase=word["phrase"],
                outcome=word["outcome"],
            )
