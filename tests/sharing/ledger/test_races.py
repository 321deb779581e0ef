"""Many at once, each in a transaction of their own: nobody counts twice, and nothing is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.infra.db import db, unit_of_work
from fandom.posts import actions as posting
from fandom.posts.values import MomentDraft
from fandom.sharing.ledger import noting, salts
from fandom.sharing.ledger.models import LedgerCount, LedgerMark, LedgerSalt
from fandom.sharing.ledger.values import QUARTERS, Asker, Noted
from tests.support.catalogue import make_show
from tests.support.people import make_fan

pytestmark = pytest.mark.live

PROCESSES, PEOPLE = 6, 12
PLAYED = [Noted("play", "play"), *(Noted(each, each) for each in QUARTERS)]


def test_everybody_counts_once(committing: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with committing.app_context():
        author, show = make_fan("ada"), make_show("saltmarsh")
        with unit_of_work():
            draft = MomentDraft("look")
            moment = posting.publish_moment(author=author.viewer, show_id=show.id, draft=draft).id
    # Each as a process that has noted nothing yet and knows no salt.
    monkeypatch.setattr(noting, "_remember", lambda *_: None)
    monkeypatch.setattr(salts, "remember", lambda *_: None)
    salts.forget_all()
    _all_at_once(committing, moment)
    with committing.app_context():
        counts = {row.kind: row.people for row in db.session.execute(select(LedgerCount)).scalars()}
        assert counts == {"outside": PEOPLE} | {each.count: PEOPLE for each in PLAYED}
        assert db.session.scalar(select(func.count()).select_from(LedgerMark)) == PEOPLE * (1 + len(PLAYED))
        assert db.session.scalar(select(func.count()).select_from(LedgerSalt)) == 1


def _all_at_once(committing: Flask, moment: str) -> None:
    start = threading.Barrier(PROCESSES)
    askers = [Asker(None, f"192.0.2.{n}", "Firefox") for n in range(PEOPLE)]

    def process(number: int) -> None:
        start.wait(timeout=30)
        for asker in askers[number:] + askers[:number]:
            with committing.app_context():
                noting.note(moment, asker, [Noted("open", "outside")])
                noting.note(moment, asker, PLAYED)

    with ThreadPoolExecutor(PROCESSES) as threads:
        for done in [threads.submit(process, n) for n in range(PROCESSES)]:
            done.result(timeout=60)
