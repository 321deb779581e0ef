"""A show with people and something said, for pages to show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from re import findall
from typing import Any

import pytest
from flask import Flask

from fandom.infra.db import unit_of_work
from fandom.posts import access, actions
from fandom.posts.comments import actions as comments
from fandom.posts.values import CommentDraft, MomentDraft
from fandom.shows.access import episode_of
from fandom.shows.actions import join, set_progress
from fandom.shows.progress import reached
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show, season
from tests.support.people import Person, make_fan

SLUG = "the-saltmarsh-line"


@dataclass
class Fandom:
    """One show, two seasons of eight, aired long ago; `ada` and `bo` belong to it."""

    show: ShowView
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def ada(self) -> Person:
        return self.fan("ada")

    @property
    def bo(self) -> Person:
        return self.fan("bo")

    def fan(self, handle: str, **rights: Any) -> Person:
        if handle not in self.people:
            self.people[handle] = make_fan(handle, **rights)
            with unit_of_work():
                join(viewer=self.people[handle].viewer, show_id=self.show.id)
        return self.people[handle]

    def moment(self, by: Person, caption: str = "She already knows.", **draft: Any) -> str:
        with unit_of_work():
            given = MomentDraft(caption, **draft)
            return actions.publish_moment(author=by.viewer, show_id=self.show.id, draft=given).id

    def comment(self, by: Person, moment_id: str, body: str = "The kettle!", **draft: Any) -> str:
        with unit_of_work():
            moment = access.moment_to_answer(by.viewer, moment_id)
            return comments.post_comment(author=by.viewer, moment=moment, draft=CommentDraft(body, **draft)).id

    def place(self, fan: Person, episode: str) -> None:
        with unit_of_work():
            word = reached(episode_of(self.show, episode), None)
            set_progress(viewer=fan.viewer, show_id=self.show.id, word=word)


@pytest.fixture
def fandom(app: Flask) -> Fandom:
    return Fandom(make_show(SLUG, [*season(1, 8), *season(2, 8)], hue=210, poster=f"{SLUG}.svg"))


@pytest.fixture
def words() -> Callable[[Any], str]:
    """What a page says, without its tags."""

    def said(response: Any) -> str:
        body = response.get_data(as_text=True)
        return " ".join(unescape(" ".join(findall(r">([^<]+)<", body))).split())

    return said
