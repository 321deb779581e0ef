"""The clip of a moment: what can be cut, equal ones once, and what becomes of it when its moment changes."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from fandom.clips.actions import make_again
from fandom.clips.models import FilmSource, Render
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.media import actions as files
from fandom.media.models import File, Holder
from fandom.media.values import Decoded, Variant
from fandom.posts import clips
from fandom.posts.clips import NO_FILM, NO_PLACE, PAST_END, TOO_MANY
from fandom.posts.pictures import ALONE
from fandom.shows.charter import CLIPS_OFF
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.posts.conftest import seen_up_to
from tests.support.http import Http
from tests.support.people import Person
from tests.support.sources import give_film
from tests.support.uploads import make_upload

As = Callable[..., Http]
Publish = Callable[..., Any]
CUT = {"episode": "s01e01", "start_ms": 10_000, "end_ms": 15_000, "clip": True}


@pytest.fixture
def film(show: ShowView) -> None:
    give_film(show.id)


@pytest.fixture
def publish(http: As, ada: Person, show: ShowView) -> Publish:
    def ask(author: Person | None = None, **more: Any) -> Any:
        body = {"show": show.slug, "caption": "Look"} | CUT | more
        return http(as_=author or ada).post("/moments", body)

    return ask


def wanted() -> int:
    """How many clips workers were asked for."""
    return db.session.scalar(select(func.count()).where(Outbox.fact == "PosterWanted")) or 0


def holders(file_id: str) -> set[str]:
    return set(db.session.scalars(select(Holder.holder_id).where(Holder.file_id == file_id)))


def made(file_id: str) -> None:
    """As a worker leaves it."""
    poster = Variant("320.jpg", "image/jpeg", 320, 180, 5, "a")
    clip, moving = (
        Variant("clip.mp4", "video/mp4", 1280, 720, 9, "b"),
        Variant("preview.avif", "image/avif", 320, 180, 7, "c"),
    )
    with unit_of_work():
        decoded = Decoded(1280, 720, "#112233", (poster, clip, moving), 5_000)
        files.ready(file=db.session.get_one(File, file_id), decoded=decoded)


@pytest.mark.usefixtures("film")
def test_it_is_there_at_once_and_being_made(publish: Publish) -> None:
    answer = publish()
    assert answer.status_code == 201, answer.text
    (clip,) = answer.json["media"]
    assert (clip["kind"], clip["status"], clip["url"], clip["poster_url"]) == ("clip", "processing", None, None)
    assert (clip["width"], clip["height"], clip["duration_ms"]) == (1280, 720, 5_000), "room is kept for it"
    assert wanted() == 1
    assert holders(clip["id"]) == {answer.json["id"]}


@pytest.mark.usefixtures("film")
def test_what_is_told_of_it_when_it_is_ready(publish: Publish, http: As) -> None:
    answer = publish().json
    file_id = answer["media"][0]["id"]
    made(file_id)
    (clip,) = http().get(f"/moments/{answer['id']}").json["media"]
    names = ("url", "poster_url", "preview_url")
    here = f"http://localhost/media/{file_id}"
    assert [clip[name] for name in names] == [f"{here}/clip.mp4", f"{here}/320.jpg", f"{here}/preview.avif"]
    assert (clip["status"], clip["width"], clip["duration_ms"]) == ("ready", 1280, 5_000)
    assert [each["type"] for each in clip["sources"]] == ["image/jpeg", "video/mp4"]


@pytest.mark.usefixtures("film")
def test_equal_clips_are_one_file(publish: Publish, bo: Person, http: As, ada: Person) -> None:
    first, second, other = publish().json, publish(bo).json, publish(end_ms=15_001).json
    (one,), (two,), (three,) = (each["media"] for each in (first, second, other))
    assert one["id"] == two["id"] != three["id"]
    assert wanted() == 2
    assert http(as_=ada).delete(f"/moments/{first['id']}").status_code == 204
    assert holders(one["id"]) == {second["id"]}
    assert db.session.get_one(File, one["id"], populate_existing=True).unheld_since is None


@pytest.mark.usefixtures("film")
def test_what_nothing_shows_any_more_is_swept_and_can_be_cut_anew(publish: Publish, ada: Person, http: As) -> None:
    first = publish().json
    http(as_=ada).delete(f"/moments/{first['id']}")
    with unit_of_work():
        db.session.execute(update(File).values(unheld_since=File.unheld_since - files.UNHELD_KEPT * 2))
        assert files.sweep() == 1
    assert db.session.scalar(select(func.count()).select_from(Render)) == 0
    assert publish().json["media"][0]["id"] != first["media"][0]["id"]


@pytest.mark.usefixtures("film")
def test_another_film_in_its_place_is_another_clip(publish: Publish, show: ShowView) -> None:
    before = publish().json["media"][0]["id"]
    give_film(show.id, stamp="as it is now")
    assert publish().json["media"][0]["id"] != before


@pytest.mark.parametrize(
    ("more", "field", "why"),
    [
        ({"episode": None, "start_ms": None, "end_ms": None}, "clip", NO_PLACE),
        ({"start_ms": None, "end_ms": None}, "clip", NO_PLACE),
        ({"episode": "s01e02"}, "clip", NO_FILM),
        ({"start_ms": 3_599_000, "end_ms": 3_600_000}, "end_ms", PAST_END),
        ({"start_ms": 0, "end_ms": 91_000}, "end_ms", None),
        ({"clip": "yes"}, "clip", None),
    ],
)
def test_what_cannot_be_cut(
    publish: Publish, show: ShowView, more: dict[str, Any], field: str, why: str | None
) -> None:
    give_film(show.id, duration_ms=3_599_500)
    answer = publish(**more)
    assert answer.status_code == 422
    assert why is None or answer.json["errors"][field] == [why]
    assert field in answer.json["errors"]
    assert wanted() == 0


@pytest.mark.usefixtures("film")
def test_what_the_fandom_allows(publish: Publish, show: ShowView) -> None:
    for rights, why in (({"clips": False}, CLIPS_OFF), ({"max_clip_ms": 4_000}, "at most 4 seconds")):
        db.session.execute(update(Show).where(Show.id == show.id).values(rights=rights))
        assert why in publish().json["errors"]["clip"][0]


@pytest.mark.usefixtures("film")
def test_pictures_and_a_clip_exclude_each_other(publish: Publish, ada: Person) -> None:
    assert publish(media=[make_upload(ada)]).json["errors"] == {"media": [ALONE]}


def test_a_film_that_is_not_ready_cannot_be_cut(publish: Publish, show: ShowView) -> None:
    give_film(show.id)
    db.session.execute(update(FilmSource).values(status="gone"))
    assert publish().json["errors"] == {"clip": [NO_FILM]}


@pytest.mark.usefixtures("film")
class TestEdits:
    @pytest.fixture
    def patch(self, publish: Publish, http: As, ada: Person) -> Callable[..., Any]:
        moment = publish().json
        browser = http(as_=ada)

        def change(**body: Any) -> Any:
            return moment, browser.patch(f"/moments/{moment['id']}", body)

        return change

    def test_words_leave_it_alone_even_when_the_film_is_gone(self, patch: Callable[..., Any]) -> None:
        db.session.execute(update(FilmSource).values(status="gone"))
        moment, answer = patch(caption="Listen")
        assert answer.json["media"] == moment["media"]
        assert wanted() == 1

    def test_it_moves_along_with_the_times(self, patch: Callable[..., Any]) -> None:
        moment, answer = patch(end_ms=17_000)
        assert answer.json["media"][0]["id"] != moment["media"][0]["id"]
        assert holders(moment["media"][0]["id"]) == set()

    def test_sent_back_as_it_came_it_stays(self, patch: Callable[..., Any]) -> None:
        moment, _ = patch()
        _, answer = patch(media=[moment["media"][0]["id"]])
        assert answer.json["media"] == moment["media"]

    @pytest.mark.parametrize("body", [{"clip": False}, {"media": []}])
    def test_it_can_be_taken_away(self, patch: Callable[..., Any], body: dict[str, Any]) -> None:
        moment, answer = patch(**body)
        assert answer.json["media"] == []
        assert holders(moment["media"][0]["id"]) == set()

    def test_and_be_put_back(self, patch: Callable[..., Any]) -> None:
        moment, _ = patch(clip=False)
        _, answer = patch(clip=True)
        assert answer.json["media"][0]["id"] == moment["media"][0]["id"]

    def test_one_that_failed_is_tried_again_when_it_is_asked_for_again(self, patch: Callable[..., Any]) -> None:
        file_id = moment_file(patch)
        with unit_of_work():
            files.fail(file=db.session.get_one(File, file_id), reason="Broken.")
        assert patch(caption="Still")[1].json["media"][0]["status"] == "failed"
        assert patch(clip=True)[1].json["media"][0]["status"] == "processing"
        assert wanted() == 2

    def test_a_picture_takes_its_place(self, patch: Callable[..., Any], ada: Person) -> None:
        picture = make_upload(ada)
        _, answer = patch(media=[moment_file(patch), picture])
        assert answer.json["errors"] == {"media": [ALONE]}
        _, answer = patch(media=[picture])
        assert [each["id"] for each in answer.json["media"]] == [picture]


def moment_file(patch: Callable[..., Any]) -> str:
    return str(patch()[0]["media"][0]["id"])


@pytest.mark.usefixtures("film")
def test_only_who_has_got_there_gets_it(publish: Publish, http: As, bo: Person, show: ShowView) -> None:
    moment = publish().json
    file_id = moment["media"][0]["id"]
    made(file_id)
    seen_up_to(bo, show, 1, 1, 14_999)
    assert http(as_=bo).get(f"/moments/{moment['id']}").json["media"] == []
    assert http(as_=bo).page(f"/media/{file_id}/320.jpg").status_code == 404
    seen_up_to(bo, show, 1, 1, 15_000)
    assert http(as_=bo).get(f"/moments/{moment['id']}").json["media"][0]["id"] == file_id


@pytest.mark.usefixtures("film")
def test_nobody_takes_anothers_clip_by_its_id(publish: Publish, http: As, bo: Person, show: ShowView) -> None:
    file_id = publish().json["media"][0]["id"]
    answer = http(as_=bo).post("/moments", {"show": show.slug, "caption": "Mine", "media": [file_id]})
    assert answer.status_code == 422


@pytest.mark.usefixtures("film")
def test_a_failed_one_is_made_again_when_it_is_asked_for_again(publish: Publish, bo: Person) -> None:
    file_id = publish().json["media"][0]["id"]
    with unit_of_work():
        files.fail(file=db.session.get_one(File, file_id), reason="Broken.")
    assert publish(bo).json["media"][0]["status"] == "processing"
    assert wanted() == 2
    with unit_of_work():
        make_again(file=db.session.get_one(File, file_id))
    assert wanted() == 3


@pytest.mark.usefixtures("film")
def test_nobody_fills_the_queue_alone(publish: Publish, bo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "UNDER_WAY", 2)
    first, second = publish(start_ms=1_000, end_ms=4_000), publish(start_ms=2_000, end_ms=5_000)
    refused = publish()
    assert (refused.status_code, refused.json["errors"]) == (422, {"clip": [TOO_MANY]})
    assert publish(bo).status_code == 201
    made(first.json["media"][0]["id"])
    assert publish().status_code == 201
    assert second.status_code == 201
