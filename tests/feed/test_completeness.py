"""Paging while others publish, edit and delete elsewhere: what was there at first comes exactly once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from flask import Flask

from fandom.core.viewer import VISITOR
from fandom.feed.lists import ShowList
from fandom.feed.queries import jsons, show_page
from fandom.feed.timeline import Timeline
from fandom.infra.db import unit_of_work
from fandom.posts import access, actions
from fandom.posts.values import MomentChange, MomentDraft
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.people import Person, make_fan

pytestmark = pytest.mark.live
AT_FIRST = 23


def _post(author: Person, show: ShowView, caption: str) -> str:
    with unit_of_work():
        return actions.publish_moment(author=author.viewer, show_id=show.id, draft=MomentDraft(caption)).id


def _disturb(committing: Flask, author: Person, show: ShowView, stop: threading.Event) -> int:
    """Publishes, edits and deletes moments of its own until it is stopped."""
    number = 0
    with committing.app_context():
        while not stop.is_set():
            moment_id = _post(author, show, f"late {number}")
            with unit_of_work():
                moment = access.moment_to_edit(author.viewer, moment_id)
                actions.edit_moment(moment=moment, change=MomentChange(caption="changed"))
            if number % 2:
                with unit_of_work():
                    actions.delete_moment(moment=access.moment_to_delete(author.viewer, moment_id))
            number += 1
    return number


def _json_pages(show: ShowView, limit: int) -> list[str]:
    seen, before = [], None
    while True:
        page = jsons(ShowList(VISITOR, Timeline(show.id)), limit, before, "http://x")
        seen += [orjson.loads(each)["id"] for each in page.items]
        before = page.next
        if before is None:
            return seen


def _value_pages(show: ShowView, limit: int) -> list[str]:
    seen, before = [], None
    while True:
        page = show_page(VISITOR, Timeline(show.id), limit=limit, cursor=before)
        seen += [each.id for each in page.items]
        before = page.next
        if before is None:
            return seen


@pytest.mark.parametrize(("pages", "limit"), [(_json_pages, 4), (_value_pages, 1)])
def test_what_was_there_at_first_comes_once(committing: Flask, pages, limit: int) -> None:  # type: ignore[no-untyped-def]
    with committing.app_context():
        show, author = make_show("saltmarsh"), make_fan("ada")
        there = [_post(author, show, f"number {number}") for number in range(AT_FIRST)][::-1]
        stop = threading.Event()
        with ThreadPoolExecutor(2) as pool:
            disturbing = [pool.submit(_disturb, committing, author, show, stop) for _ in range(2)]
            try:
                seen = pages(show, limit)
            finally:
                stop.set()
            assert all(each.result() >= 0 for each in disturbing)
    assert len(seen) == len(set(seen))
    assert [each for each in seen if each in set(there)] == there
