"""A clip of a fan's own on their moment: how long the fandom takes it, who may read it, and what becomes of it."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from fandom.media import actions as files
from fandom.media.models import File
from fandom.media.queries import holders_of
from fandom.media.values import EVIDENCE
from fandom.posts.pictures import ALONE, UNKNOWN
from fandom.shows.actions import change_settings
from fandom.shows.charter import UPLOADS_OFF
from fandom.shows.values import ShowView
from tests.posts.conftest import seen_up_to
from tests.support.http import Http
from tests.support.people import Person
from tests.support.uploads import make_upload

As = Callable[..., Http]
FIVE = ["A clip of this fandom is at most 5 seconds long."]


def edit(owner: Person, **columns: Any) -> str:
    film = {"name": "clip.mp4", "type": "video/mp4", "width": 640, "height": 360, "size": 9, "digest": "0" * 16}
    ready = {"variants": [film]} if columns.get("status", "ready") == "ready" else {}
    return make_upload(owner, **{"kind": "clip", "type": "video/mp4", "duration_ms": 4_000, **ready, **columns})


@pytest.fixture
def publish(http: As, ada: Person, show: ShowView) -> Callable[..., Any]:
    def ask(*media: str, **more: Any) -> Any:
        body = {"show": show.slug, "caption": "Look", "media": list(media)} | more
        return http(as_=ada).post("/moments", body)

    return ask


def allow(show: ShowView, **rights: Any) -> None:
    with unit_of_work():
        change_settings(viewer=SYSTEM, show_id=show.id, changes={"rights": rights})


def test_one_alone(ada: Person, publish: Callable[..., Any]) -> None:
    answer = publish(edit(ada))
    assert answer.status_code == 201
    (clip,) = answer.json["media"]
    assert (clip["kind"], clip["duration_ms"], clip["url"].endswith("/clip.mp4")) == ("clip", 4_000, True)
    assert publish(edit(ada), edit(ada)).json["errors"]["media"] == [ALONE]
    assert publish(edit(ada), make_upload(ada)).json["errors"]["media"] == [ALONE]


@pytest.mark.parametrize(("duration_ms", "said"), [(5_000, None), (5_040, None), (5_500, None), (5_501, FIVE)])
def test_no_longer_than_the_fandom_takes(
    ada: Person, show: ShowView, publish: Callable[..., Any], duration_ms: int, said: list[str] | None
) -> None:
    allow(show, max_clip_ms=5_000)
    answer = publish(edit(ada, duration_ms=duration_ms))
    assert answer.json.get("errors", {}).get("media") == said


def test_what_is_not_known_yet_waits_where_it_matters(ada: Person, show: ShowView, publish: Callable[..., Any]) -> None:
    early = edit(ada, status="processing", duration_ms=None)
    allow(show, max_clip_ms=5_000)
    assert publish(early).json["errors"]["media"] == [UNKNOWN]
    allow(show, max_clip_ms=90_000)
    assert publish(early).status_code == 201


def test_a_fandom_that_takes_none(http: As, ada: Person, show: ShowView, publish: Callable[..., Any]) -> None:
    kept = edit(ada)
    moment_id = publish(kept).json["id"]
    allow(show, uploads=False)
    assert publish(edit(ada)).json["errors"]["media"] == [UPLOADS_OFF]
    browser = http(as_=ada)
    assert browser.patch(f"/moments/{moment_id}", {"caption": "Still", "media": [kept]}).status_code == 200
    assert browser.patch(f"/moments/{moment_id}", {"media": [edit(ada)]}).status_code == 422


def test_it_can_take_the_place_of_pictures_and_go(http: As, ada: Person, publish: Callable[..., Any]) -> None:
    picture, clip = make_upload(ada), edit(ada)
    moment_id = publish(picture).json["id"]
    browser = http(as_=ada)
    changed = browser.patch(f"/moments/{moment_id}", {"media": [clip]})
    assert [each["id"] for each in changed.json["media"]] == [clip]
    assert holders_of(picture) == ()
    assert browser.patch(f"/moments/{moment_id}", {"media": []}).json["media"] == []
    assert holders_of(clip) == ()


def test_who_may_read_it(http: As, ada: Person, bo: Person, show: ShowView, publish: Callable[..., Any]) -> None:
    alone, shown, sealed = (edit(ada) for _ in range(3))
    publish(shown)
    publish(sealed, episode="s02e01")
    seen_up_to(bo, show, 1, 1)

    def read(file_id: str, who: Person | None) -> int:
        return http(as_=who).get(f"/media/{file_id}").status_code

    assert [read(each, bo) for each in (alone, shown, sealed)] == [404, 200, 404]
    assert [read(each, None) for each in (alone, shown)] == [404, 200]
    assert [read(each, ada) for each in (alone, shown, sealed)] == [200] * 3


def test_what_is_evidence_stays_for_its_case(ada: Person, publish: Callable[..., Any]) -> None:
    clip = edit(ada)
    publish(clip)
    with unit_of_work():
        files.hold(clip, EVIDENCE, "case")
        files.forget(file=db.session.get_one(File, clip))
    db.session.expire_all()
    assert db.session.get_one(File, clip).owner_id is None
