"""Many connections at once: in every snapshot scores are those of the rows, and no show or fan is hotter than known."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions
from fandom.posts.reactions import actions as reacting
from fandom.posts.values import MomentDraft
from fandom.shows.values import ShowView
from tests.support.catalogue import PALETTE, make_show
from tests.support.people import Person, make_fan

pytestmark = pytest.mark.live

FANS, STEPS = 5, 12
WRONG = text(
    "SELECT count(*) FROM moments m JOIN shows s ON s.id = m.show_id JOIN accounts a ON a.id = m.author_id"
    " WHERE m.state = 'published' AND (m.score > s.hot_score OR m.score > a.hot_score OR m.id > s.newest_id"
    " OR m.id > a.newest_id OR s.newest_id IS NULL OR a.newest_id IS NULL"
    " OR m.engagement <> (SELECT count(*) FROM reactions r WHERE r.moment_id = m.id)"
    " + 2 * (SELECT count(*) FROM comments c WHERE c.moment_id = m.id AND c.state = 'published'))"
)


def _live(committing: Flask, fan: Person, show: ShowView, ids: list[str]) -> None:
    """Publishes, takes away, reacts to what all react to, and takes that back."""
    dice = random.Random(fan.id)
    for number in range(STEPS):
        with committing.app_context(), unit_of_work():
            made = actions.publish_moment(author=fan.viewer, show_id=show.id, draft=MomentDraft(f"number {number}")).id
        if number % 3 == 0:
            with committing.app_context(), unit_of_work():
                actions.remove_moment(moment_id=made)
        with committing.app_context(), unit_of_work():
            moment = access.moment_to_answer(fan.viewer, dice.choice(ids))
            does = dice.choice([reacting.react, reacting.react, reacting.take_back])
            does(viewer=fan.viewer, on=moment, emoji=dice.choice(PALETTE[:3]))


def _watch(committing: Flask, stop: threading.Event) -> set[int]:
    seen: set[int] = set()
    with committing.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not stop.is_set():
            seen.add(connection.execute(WRONG).scalar_one())
    return seen


def test_nothing_is_ever_hotter_than_its_show_is_known_to_be(committing: Flask) -> None:
    with committing.app_context():
        show, fans = make_show("saltmarsh"), [make_fan() for _ in range(FANS)]
        ids = []
        for fan in fans:
            with unit_of_work():
                draft = MomentDraft("look")
                ids.append(actions.publish_moment(author=fan.viewer, show_id=show.id, draft=draft).id)
    stop = threading.Event()
    with ThreadPoolExecutor(FANS + 1) as pool:
        watched = pool.submit(_watch, committing, stop)
        try:
            for done in [pool.submit(_live, committing, fan, show, ids) for fan in fans]:
                done.result()
        finally:
            stop.set()
        assert watched.result() == {0}
