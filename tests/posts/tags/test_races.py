"""Two who join tags the other way round at the same moment: nothing leads in a circle, and nothing on."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.infra.db import db, unit_of_work
from fandom.posts.tags.actions import join_tags
from fandom.posts.tags.models import TagSynonym
from tests.support.catalogue import make_show
from tests.support.people import Person, make_fan

pytestmark = pytest.mark.live

PAIRS = (("a", "b"), ("b", "a"), ("b", "c"), ("c", "a"))


@pytest.mark.parametrize("everywhere", [True, False])
def test_nothing_leads_on(committing: Flask, everywhere: bool) -> None:
    with committing.app_context():
        who = make_fan(is_admin=True)
        show_id = None if everywhere else make_show().id
        for _ in range(4):
            _together(committing, who, show_id)
            here = TagSynonym.show_id.is_not_distinct_from(show_id)
            found = db.session.execute(select(TagSynonym.alias, TagSynonym.canonical).where(here)).all()
            db.session.rollback()
            assert {row.alias for row in found} & {row.canonical for row in found} == set()
            assert len({row.alias for row in found}) == len(found)


def _together(committing: Flask, who: Person, show_id: str | None) -> None:
    ready = threading.Barrier(len(PAIRS))

    def run(alias: str, canonical: str) -> None:
        with committing.app_context():
            ready.wait()
            with unit_of_work():
                join_tags(viewer=who.viewer, show_id=show_id, alias=alias, canonical=canonical)

    with ThreadPoolExecutor(len(PAIRS)) as pool:
        for done in [pool.submit(run, *pair) for pair in PAIRS]:
            done.result()
