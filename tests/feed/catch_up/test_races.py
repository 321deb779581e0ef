"""Two devices at once, each with a connection of its own: whatever comes first, nothing is lost and nothing doubled."""

from functools import partial

import pytest
from flask import Flask

from fandom.feed.catch_up import actions, queries
from fandom.feed.cells import Values
from fandom.infra.db import db, unit_of_work
from fandom.posts.actions import publish_moment
from fandom.posts.values import MomentDraft, Place
from fandom.shows.access import word_about, word_seen
from fandom.shows.actions import advance_progress, set_progress
from tests.support.catalogue import make_show, season
from tests.support.committed import Race
from tests.support.people import make_fan

pytestmark = pytest.mark.live


def test_moving_on_two_devices_while_a_third_reads(committed: Flask, race: Race) -> None:
    show, ada, bo = make_show("lantern", season(1, 8)), make_fan(), make_fan().viewer
    with unit_of_work():
        set_progress(viewer=bo, show_id=show.id, word=word_seen(show, "none"))
    posted = []
    for number in range(1, 9):
        with unit_of_work():
            draft = MomentDraft("Look", reveals_at=Place((1, number)))
            posted.append(publish_moment(author=ada.viewer, show_id=show.id, draft=draft).id)
    places = [word_about(show, (1, number)) for number in (3, 8, 5, 1)]
    goes = [partial(advance_progress, viewer=bo, show_id=show.id, word=word) for word in places]
    race(*goes, *[partial(actions.mark_read, viewer=bo, show_id=show.id, upto=queries.Spot(0, posted[0]))] * 2)
    found = queries.page(bo, show.id, Values(), 25, None).items
    assert [each.body.id for each in found] == posted
    race(*[partial(actions.mark_read, viewer=bo, show_id=show.id, upto=each.spot) for each in found[1:7:2]])
    assert [each.body.id for each in queries.page(bo, show.id, Values(), 25, None).items] == posted[6:]
    db.session.rollback()
