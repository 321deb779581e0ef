"""An open inbox hears that a few words in it may not be read any more."""

from collections.abc import Callable

import pytest
from flask import Flask

from fandom.core.bus import bus
from fandom.core.horizon import Position
from fandom.infra.db import unit_of_work
from fandom.notifications.events import NotificationsChanged
from fandom.posts.access import moment_to_answer
from fandom.posts.actions import publish_moment, reseal_moment
from fandom.posts.comments.actions import post_comment, reseal_comment
from fandom.posts.rules import Seal
from fandom.posts.values import CommentDraft, MomentDraft
from tests.support.catalogue import make_show, season
from tests.support.people import make_fan


def test_whoever_has_a_line_about_it_hears(
    app: Flask, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[NotificationsChanged] = []
    monkeypatch.setitem(bus.listeners, NotificationsChanged, [])
    bus.listen(NotificationsChanged, heard.append)
    show, ada, bo = make_show("saltmarsh", season(1, 4)), make_fan("ada"), make_fan("bob")
    with unit_of_work():
        moment = publish_moment(author=ada.viewer, show_id=show.id, draft=MomentDraft("Look")).id
    with unit_of_work():
        on = moment_to_answer(bo.viewer, moment)
        said = post_comment(author=bo.viewer, moment=on, draft=CommentDraft("It was him")).id
    run_jobs()
    later = Position(1, 3, 0)
    with unit_of_work():
        reseal_comment(comment_id=said, seal=Seal(later, floor=later))
    with unit_of_work():
        reseal_moment(moment_id=moment, seal=Seal(later, floor=later))
    run_jobs()
    assert [(each.account_id, list(each.subjects)) for each in heard] == [(ada.id, [said]), (ada.id, [moment])]
