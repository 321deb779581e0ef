"""Answers core.screening: words of the list, and links of accounts that are new. It never takes anything away."""

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from fandom.accounts.models import Account
from fandom.core import clock
from fandom.core.screening import Draft, Finding, Outcome, Verdict
from fandom.infra.db import db
from fandom.moderation.queries import words as queries
from fandom.moderation.words import Matcher, Word

NEW_FOR = timedelta(hours=24)
MANY_LINKS = 3
FRESH_S = 1.0
WORD_POINTS = {"hold": 30, "publish_and_case": 15}
LINK_POINTS = 12
MANY_LINKS_POINTS = 24


class _List:
    """The list as this process last read it; whether it has changed is asked once a second at most."""

    lock = threading.Lock()
    stamp: queries.Stamp = ()
    matcher = Matcher()
    checked_at = 0.0


def answer(draft: Draft) -> Verdict:
    return _strictest([*_words(matcher().find(draft.text, draft.show_id)), *_links(draft)])


def matcher() -> Matcher:
    if time.monotonic() - _List.checked_at < FRESH_S:
        return _List.matcher
    with _List.lock:
        checked_at, stamp = time.monotonic(), queries.stamp()
        if stamp != _List.stamp:
            _List.matcher, _List.stamp = Matcher(queries.all_words()), stamp
        _List.checked_at = checked_at
        return _List.matcher


def forget(_fact: object = None) -> None:
    """Ask again next time; other processes notice within a second."""
    _List.checked_at, _List.stamp = 0.0, ()


Judged = tuple[Outcome, Finding]


def _strictest(judged: list[Judged]) -> Verdict:
    if not judged:
        return Verdict()
    held = any(outcome == "hold" for outcome, _ in judged)
    return Verdict("hold" if held else "publish_and_case", tuple(finding for _, finding in judged))


def _words(found: Iterable[Word]) -> list[Judged]:
    return [_word(word) for word in found]


def _word(word: Word) -> Judged:
    finding = Finding("word", f"has “{word.phrase}” in it", WORD_POINTS[word.outcome])
    return ("hold" if word.outcome == "hold" else "publish_and_case"), finding


def _links(draft: Draft) -> list[Judged]:
    """One link of a new account is looked at, many wait until somebody has."""
    text = draft.text.lower()
    links = text.count("http://") + text.count("https://")
    if not links or not _is_new(draft.author_id):
        return []
    if links < MANY_LINKS:
        return [("publish_and_case", Finding("new_account_link", "a link from a new account", LINK_POINTS))]
    return [("hold", Finding("new_account_link", "many links from a new account", MANY_LINKS_POINTS))]


def _is_new(account_id: str) -> bool:
    since: datetime | None = db.session.scalar(select(Account.created_at).where(Account.id == account_id))
    return since is None or clock.now() - since < NEW_FOR
