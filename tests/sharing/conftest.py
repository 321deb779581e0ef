"""A show whose second episode is not open to everybody yet, people who are not equally far in it, and secrets."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from fandom.core import clock
from fandom.infra import storage
from fandom.infra.db import unit_of_work
from fandom.posts import actions
from fandom.posts.values import MomentChange, MomentDraft, Place
from fandom.shows.access import episode_of
from fandom.shows.actions import join, set_progress
from fandom.shows.progress import reached
from fandom.shows.values import ShowView
from tests.support.catalogue import episode, make_show
from tests.support.people import Person, make_fan
from tests.support.uploads import make_upload

SECRETS = ("Xanadu falls", "quicksilver", "a gull over nettles")
OPEN, LATE = (1, 1), (1, 2)


@dataclass(frozen=True)
class World:
    """`open` and `late` are moments of `author`; what happens in `late` is not open to everybody."""

    show: ShowView
    author: Person
    open: str
    late: str
    people: dict[str, Person | None]


def publish(author: Person, show: ShowView, caption: str, **draft: Any) -> str:
    with unit_of_work():
        given = MomentDraft(caption, **draft)
        return actions.publish_moment(author=author.viewer, show_id=show.id, draft=given).id


def edit(moment_id: str, **change: Any) -> None:
    from fandom.posts.queries import moment_row

    with unit_of_work():
        row = moment_row(moment_id, lock=True)
        assert row is not None
        actions.edit_moment(moment=row, change=MomentChange(**change))


def reseal(moment_id: str, place: tuple[int, int] = LATE) -> None:
    edit(moment_id, reveals_at=Place(place))


def painted(colour: str = "#a01060", size: tuple[int, int] = (640, 360)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def upload(owner: Person, alt: str = "", colour: str = "#a01060") -> str:
    """A ready picture whose bytes are there."""
    made = make_upload(owner, alt=alt)
    for name in ("320.jpg", "640.jpg"):
        storage.store().put(storage.folder_of(made) + name, io.BytesIO(painted(colour)), "image/jpeg")
    return made


@pytest.fixture
def author(app: Flask) -> Person:
    return make_fan("author")


@pytest.fixture
def show(app: Flask) -> ShowView:
    soon = str(clock.now().date() - timedelta(days=2))
    template = "https://video.example/watch/{id}?t={seconds}"
    return make_show("saltmarsh", [episode(*OPEN), episode(*LATE, air_date=soon)], hue=210, watch_template=template)


@pytest.fixture
def world(show: ShowView, author: Person) -> World:
    said, tag, seen = SECRETS
    opened = publish(author, show, "The kettle stops", episode=OPEN, start_ms=751_000, end_ms=756_000, tags=("kettle",))
    media = (upload(author, alt=seen),)
    late = publish(author, show, said, episode=LATE, start_ms=60_000, end_ms=65_000, tags=(tag,), media=media)
    return World(show, author, opened, late, _people(show, author))


def _people(show: ShowView, author: Person) -> dict[str, Person | None]:
    """The seven who may look."""
    made: dict[str, Person | None] = {"visitor": None, "newcomer": make_fan("newcomer"), "author": author}
    for name, far in (("behind", "s01e01"), ("at", "s01e02"), ("ahead", "s01e02")):
        made[name] = _placed(make_fan(name), show, far)
    made["moderator"] = _placed(make_fan("mira", moderates=frozenset({show.id})), show, "s01e02")
    return made


def _placed(fan: Person, show: ShowView, far: str) -> Person:
    with unit_of_work():
        join(viewer=fan.viewer, show_id=show.id)
        set_progress(viewer=fan.viewer, show_id=show.id, word=reached(episode_of(show, far), None))
    return fan


@pytest.fixture
def told(http: Callable[..., Any]) -> Callable[..., bytes]:
    """`told(path, fan)` are the bytes that somebody gets, headers and all."""

    def ask(path: str, fan: Person | None = None) -> bytes:
        answer = http(as_=fan).page(path)
        return f"{answer.status} {answer.headers}".encode() + answer.data

    return ask
