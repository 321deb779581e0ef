"""Many connections at once: counts are those of the rows in every snapshot, and never below nothing."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions, queries
from fandom.posts.comments import access as comment_doors
from fandom.posts.comments import actions as commenting
from fandom.posts.reactions import actions as reacting
from fandom.posts.reactions import queries as reacted
from fandom.posts.reactions.tally import COMMENTS
from fandom.posts.values import CommentDraft, MomentDraft, OpenComment
from tests.support.catalogue import PALETTE, make_show
from tests.support.people import Person, make_fan

pytestmark = pytest.mark.live

FANS, STEPS = 6, 12
DRIFT = text(
    "SELECT m.reaction_count - (SELECT count(*) FROM reactions WHERE moment_id = m.id),"
    " (SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(m.reactions)) - m.reaction_count,"
    " m.comment_count - (SELECT count(*) FROM comments WHERE moment_id = m.id AND state = 'published'),"
    " (SELECT coalesce(min(value::int), 1) FROM jsonb_each_text(m.reactions)) > 0 FROM moments m"
    " UNION SELECT c.reaction_count - (SELECT count(*) FROM comment_reactions WHERE comment_id = c.id),"
    " (SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(c.reactions)) - c.reaction_count, 0,"
    " (SELECT coalesce(min(value::int), 1) FROM jsonb_each_text(c.reactions)) > 0 FROM comments c"
)


def _stage(committing: Flask) -> tuple[list[Person], str]:
    with committing.app_context():
        show, fans = make_show("saltmarsh"), [make_fan(f"fan{number}") for number in range(FANS)]
        with unit_of_work():
            draft = MomentDraft("look")
            return fans, actions.publish_moment(author=fans[0].viewer, show_id=show.id, draft=draft).id


def _watch(committing: Flask, stop: threading.Event) -> list[tuple[int, ...]]:
    seen = []
    with committing.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not stop.is_set():
            seen += [tuple(row) for row in connection.execute(DRIFT)]
    return seen


def _run(committing: Flask, fans: list[Person], work) -> list[tuple[int, ...]]:  # type: ignore[no-untyped-def]
    stop = threading.Event()
    with ThreadPoolExecutor(FANS + 1) as pool:
        watched = pool.submit(_watch, committing, stop)
        try:
            for done in [pool.submit(work, fan) for fan in fans]:
                done.result()
        finally:
            stop.set()
        return watched.result()


def test_reactions_never_drift(committing: Flask) -> None:
    fans, moment_id = _stage(committing)

    def toggle(fan: Person) -> None:
        dice = random.Random(fan.id)
        for _ in range(STEPS):
            with committing.app_context(), unit_of_work():
                moment = access.moment_to_answer(fan.viewer, moment_id)
                # Two browsers of one fan: every second pair shares the account.
                does = dice.choice([reacting.react, reacting.take_back])
                does(viewer=fans[int(fan.handle[3:]) // 2].viewer, on=moment, emoji=dice.choice(PALETTE[:3]))

    seen = _run(committing, fans, toggle)
    assert set(seen) == {(0, 0, 0, True)}
    with committing.app_context():
        assert queries.recount(moment_id)[0] == queries.counts(fans[0].viewer, moment_id).reactions


def test_reactions_on_comments_never_drift(committing: Flask) -> None:
    fans, moment_id = _stage(committing)
    with committing.app_context(), unit_of_work():
        moment = access.moment_to_answer(fans[0].viewer, moment_id)
        said = commenting.post_comment(author=fans[0].viewer, moment=moment, draft=CommentDraft("once")).id

    def toggle(fan: Person) -> None:
        dice = random.Random(fan.id)
        for _ in range(STEPS):
            with committing.app_context(), unit_of_work():
                comment = comment_doors.comment_to_answer(fan.viewer, said)
                does = dice.choice([reacting.react, reacting.take_back])
                does(viewer=fans[int(fan.handle[3:]) // 2].viewer, on=comment, emoji=dice.choice(PALETTE[:3]))

    assert set(_run(committing, fans, toggle)) == {(0, 0, 0, True)}
    with committing.app_context():
        comment = comment_doors.comment_to_read(fans[0].viewer, said)
        assert isinstance(comment, OpenComment)
        assert reacted.recount(COMMENTS, said) == comment.reactions


def test_comments_never_drift(committing: Flask) -> None:
    fans, moment_id = _stage(committing)

    def talk(fan: Person) -> None:
        for number in range(STEPS // 2):
            with committing.app_context(), unit_of_work():
                moment = access.moment_to_answer(fan.viewer, moment_id)
                draft = CommentDraft(f"number {number}")
                said = commenting.post_comment(author=fan.viewer, moment=moment, draft=draft).id
            if number % 2:
                with committing.app_context(), unit_of_work():
                    commenting.delete_comment(comment=comment_doors.comment_to_delete(fan.viewer, said))

    assert set(_run(committing, fans, talk)) == {(0, 0, 0, True)}


def test_one_comment_is_taken_back_once(committing: Flask) -> None:
    fans, moment_id = _stage(committing)
    with committing.app_context(), unit_of_work():
        moment = access.moment_to_answer(fans[0].viewer, moment_id)
        said = commenting.post_comment(author=fans[0].viewer, moment=moment, draft=CommentDraft("once")).id

    def remove(_: Person) -> None:
        with committing.app_context(), unit_of_work():
            commenting.remove_comment(comment_id=said)

    assert set(_run(committing, fans, remove)) <= {(0, 0, 0, True)}
    with committing.app_context():
        assert queries.recount(moment_id)[1] == 0
