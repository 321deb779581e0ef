"""Back before titles were folded and forward again: shows are found, nobody's horizon widens."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade

from fandom.app import create_app
from fandom.core.horizon import Horizon
from fandom.core.viewer import VISITOR
from fandom.infra.db import db, unit_of_work
from fandom.shows import access, actions, queries
from fandom.shows.listing import listed
from tests.support.catalogue import episode, make_show
from tests.support.configured import settings
from tests.support.people import make_fan


@pytest.fixture
def old(committed_url: str) -> Iterator[Flask]:
    """A database of its own, for its tables come and go."""
    app = create_app(settings(committed_url, ""))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.live
def test_down_and_up_again(old: Flask) -> None:
    show = make_show("amelie", [episode(0, 1), episode(1, 1)], title="Amélie!")
    fan = make_fan().viewer
    with unit_of_work():
        actions.set_progress(viewer=fan, show_id=show.id, word=access.word_about(show, (0, 1), 5))
    db.session.remove()
    downgrade(revision="0006")
    upgrade()
    assert [each.slug for each in listed(VISITOR, asked="amelie").items] == ["amelie"]
    assert queries.horizon(fan, show.id) == Horizon(specials={1: 5})
