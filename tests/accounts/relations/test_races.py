"""Two who follow and block each other at the same moment: whatever comes first, nobody follows across a block."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from fandom.accounts.relations import access, actions
from fandom.accounts.relations.models import Block, Follow
from fandom.core.errors import NotFound
from fandom.infra.db import db, unit_of_work
from tests.support.people import Person, make_fan

pytestmark = pytest.mark.live

ROUNDS = 12


def follow(one: Person, other: Person) -> None:
    try:
        with unit_of_work():
            actions.follow(account_id=one.id, other_id=access.other_to_follow(one.viewer, other.handle))
    except NotFound:
        return


def block(one: Person, other: Person) -> None:
    with unit_of_work():
        actions.block(account_id=one.id, other_id=access.other_to_block(one.viewer, other.handle))


def together(committing: Flask, *works: Callable[[], None]) -> None:
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        with committing.app_context():
            ready.wait()
            work()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(run, work) for work in works]:
            done.result()


def test_nobody_follows_across_a_block(committing: Flask) -> None:
    for _ in range(ROUNDS):
        with committing.app_context():
            one, other = make_fan(), make_fan()
        pairs = ((follow, one, other), (follow, other, one), (block, other, one), (block, one, other))
        together(committing, *(partial(do, this, that) for do, this, that in pairs))
    with committing.app_context():
        counts = [db.session.execute(select(func.count()).select_from(each)).scalar_one() for each in (Follow, Block)]
    assert counts == [0, 2 * ROUNDS]
