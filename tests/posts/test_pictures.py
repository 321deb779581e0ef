"""Pictures of a moment: whose, how many, in which order, who may read them, and what becomes of them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from fandom.core import holders
from fandom.core.bus import Fact
from fandom.core.screening import Verdict
from fandom.core.viewer import VISITOR
from fandom.infra import db as database
from fandom.infra.db import db, record, unit_of_work
from fandom.media.actions import describe
from fandom.media.events import FileDescribed, FileFailed, FileReady
from fandom.media.models import File
from fandom.media.queries import held_by
from fandom.posts import access, actions
from fandom.posts.events import MomentChanged
from fandom.posts.handlers import may_read
from fandom.shows.charter import PICTURES_OFF, UPLOADS_OFF
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.http import Http
from tests.support.people import Person
from tests.support.uploads import make_upload

As = Callable[..., Http]


def unheld(file_id: str) -> bool:
    db.session.expire_all()
    return db.session.get_one(File, file_id).unheld_since is not None


@pytest.fixture
def publish(http: As, ada: Person, show: ShowView) -> Callable[..., Any]:
    def ask(*media: str, **more: Any) -> Any:
        body = {"show": show.slug, "caption": "Look", "media": list(media)} | more
        return http(as_=ada).post("/moments", body)

    return ask


def test_only_own_good_and_free_uploads(ada: Person, bo: Person, publish: Callable[..., Any]) -> None:
    theirs, failed = make_upload(bo), make_upload(ada, status="failed", reason="Broken.")
    used, again = make_upload(ada), make_upload(ada)
    assert publish(used).status_code == 201
    for media in ([theirs], [failed], [used], [again, again], ["0000000000000"], ["../x"]):
        answer = publish(*media)
        assert answer.status_code == 422
        assert answer.json["errors"]["media"]


def test_up_to_four_pictures_or_one_clip(ada: Person, publish: Callable[..., Any]) -> None:
    five = [make_upload(ada) for _ in range(5)]
    clip = make_upload(ada, kind="clip")
    assert "media" in publish(*five).json["errors"]
    assert "media" in publish(five[0], clip).json["errors"]
    assert publish(*five[:4]).status_code == 201
    assert publish(clip).status_code == 201


def test_a_fandom_takes_what_it_takes_and_a_moment_keeps_what_it_has(
    http: As, ada: Person, show: ShowView, publish: Callable[..., Any]
) -> None:
    from fandom.core.viewer import SYSTEM
    from fandom.shows.actions import change_settings

    before = make_upload(ada)
    moment_id = publish(before).json["id"]
    with unit_of_work():
        change_settings(viewer=SYSTEM, show_id=show.id, changes={"rights": {"pictures": False, "uploads": False}})
    sentences = [publish(make_upload(ada, kind=kind)).json["errors"]["media"] for kind in ("image", "clip")]
    assert sentences == [[PICTURES_OFF], [UPLOADS_OFF]]
    browser = http(as_=ada)
    assert browser.patch(f"/moments/{moment_id}", {"caption": "Still", "media": [before]}).status_code == 200
    more = {"media": [before, make_upload(ada)]}
    assert browser.patch(f"/moments/{moment_id}", more).status_code == 422


def test_more_than_four_are_refused_by_the_action_too(ada: Person, post: Post) -> None:
    from fandom.core.errors import Invalid

    with pytest.raises(Invalid) as refused:
        post(ada, media=tuple(make_upload(ada) for _ in range(5)))
    assert "media" in refused.value.errors


def test_what_was_refused_holds_nothing(ada: Person, publish: Callable[..., Any]) -> None:
    good, failed = make_upload(ada), make_upload(ada, status="failed", reason="Broken.")
    publish(good, failed)
    publish(good, caption=" ")
    assert unheld(good)


def test_they_come_in_their_order_and_as_they_are(ada: Person, publish: Callable[..., Any]) -> None:
    first, second = make_upload(ada, status="processing"), make_upload(ada, alt="A door")
    media = publish(second, first).json["media"]
    assert [each["id"] for each in media] == [second, first]
    assert (media[0]["url"], media[0]["alt"]) == (f"http://localhost/media/{second}/640.jpg", "A door")
    assert (media[1]["status"], media[1]["url"], media[1]["width"]) == ("processing", None, None)
    assert not unheld(first)


def test_sealed_there_are_none(http: As, ada: Person, bo: Person, show: ShowView, publish: Callable[..., Any]) -> None:
    picture = make_upload(ada)
    moment_id = publish(picture, episode="s02e01").json["id"]
    seen_up_to(bo, show, 1, 1)
    for path in (f"/moments/{moment_id}", f"/shows/{show.slug}/feed"):
        assert picture not in http(as_=bo).get(path).text
        assert picture in http().get(path).text


def test_they_can_be_changed_and_two_tabs_cannot_both(http: As, ada: Person, publish: Callable[..., Any]) -> None:
    first, second, third = (make_upload(ada) for _ in range(3))
    made = publish(first, second)
    me, path = http(as_=ada), f"/moments/{made.json['id']}"
    changed = me.patch(path, {"media": [third, first]}, headers={"If-Match": made.headers["ETag"]})
    assert [each["id"] for each in changed.json["media"]] == [third, first]
    assert unheld(second)
    assert me.patch(path, {"media": []}, headers={"If-Match": made.headers["ETag"]}).status_code == 412
    assert [each["id"] for each in me.patch(path, {"caption": "Words"}).json["media"]] == [third, first]
    assert me.patch(path, {"media": []}).json["media"] == []
    assert unheld(first)


def test_taken_back_it_lets_go_of_them(http: As, ada: Person, publish: Callable[..., Any]) -> None:
    picture = make_upload(ada)
    moment_id = publish(picture).json["id"]
    assert held_by("moment", moment_id) == (picture,)
    http(as_=ada).delete(f"/moments/{moment_id}")
    assert held_by("moment", moment_id) == ()
    assert unheld(picture)


def test_who_gets_the_moment_open_may_read_them(
    ada: Person, bo: Person, mod: Person, show: ShowView, post: Post
) -> None:
    moment_id = post(ada, episode=(2, 1))
    seen_up_to(bo, show, 1, 1)
    everybody = (ada.viewer, mod.viewer, VISITOR, bo.viewer)
    assert [may_read(each, moment_id) for each in everybody] == [True, True, True, False]
    with unit_of_work():
        actions.hide_moment(moment_id=moment_id)
    assert [may_read(each, moment_id) for each in everybody] == [True, True, False, False]
    with unit_of_work():
        actions.restore_moment(moment_id=moment_id)
        actions.delete_moment(moment=access.moment_to_delete(ada.viewer, moment_id))
    assert [may_read(each, moment_id) for each in everybody] == [False] * 4
    assert not may_read(ada.viewer, "0000000000000")


def test_the_file_door_is_answered(app: Flask, ada: Person, post: Post) -> None:
    assert holders.may_read("moment", VISITOR, post(ada))


@pytest.mark.parametrize(("fact", "status"), [(FileReady, "ready"), (FileFailed, "failed")])
def test_what_became_of_one_is_told(
    http: As,
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    ada: Person,
    show: ShowView,
    publish: Callable[..., Any],
    fact: type[FileReady | FileFailed],
    status: str,
) -> None:
    picture = make_upload(ada, status="processing")
    before = publish(picture).json
    assert http().get(f"/shows/{show.slug}/feed").json["items"][0]["media"][0]["status"] == "processing"
    told: list[Fact] = []
    with unit_of_work():
        db.session.get_one(File, picture).status = status
        record(fact(picture, ada.id))
    monkeypatch.setattr(database, "_tell", told.extend)
    run_jobs()
    assert told == [MomentChanged(before["id"], show.id, ada.id)]
    assert http().get(f"/shows/{show.slug}/feed").json["items"][0]["media"][0]["status"] == status
    assert http().get(f"/moments/{before['id']}").json["edited_at"] is None


def test_a_picture_that_nothing_holds_concerns_no_moment(run_jobs: Callable[[], int], ada: Person) -> None:
    picture = make_upload(ada)
    with unit_of_work():
        record(FileReady(picture, ada.id))
    run_jobs()
    assert unheld(picture)


def test_what_is_said_of_a_picture_is_read_too(
    ada: Person, verdicts: dict[str, Verdict], publish: Callable[..., Any]
) -> None:
    verdicts["slur"] = Verdict("hold")
    assert publish(make_upload(ada, alt="A slur on a wall")).json["state"] == "held"


def test_words_changed_later_are_read_too_and_seen_at_once(
    http: As,
    run_jobs: Callable[[], int],
    ada: Person,
    show: ShowView,
    verdicts: dict[str, Verdict],
    publish: Callable[..., Any],
) -> None:
    picture = make_upload(ada, alt="A door")
    moment_id = publish(picture).json["id"]
    verdicts["rude here"] = Verdict("hold")

    def seen() -> list[str]:
        items = http().get(f"/shows/{show.slug}/feed").json["items"]
        return [item["media"][0]["alt"] for item in items]

    assert seen() == ["A door"]
    me = http(as_=ada)
    for alt, expected in (("A window", ["A window"]), ("rude here", [])):
        # As where only this fandom minds the word: a picture belongs to none.
        with unit_of_work():
            db.session.get_one(File, picture).alt = alt
            record(FileDescribed(picture, ada.id))
        run_jobs()
        assert seen() == expected
    assert me.get(f"/moments/{moment_id}").json["state"] == "held"


def test_words_of_what_was_taken_away_bring_nothing_back(
    run_jobs: Callable[[], int], ada: Person, publish: Callable[..., Any]
) -> None:
    picture = make_upload(ada)
    moment_id = publish(picture).json["id"]
    with unit_of_work():
        actions.remove_moment(moment_id=moment_id)
        describe(file=db.session.get_one(File, picture), alt="A window")
    run_jobs()
    assert access.moment_to_read(ada.viewer, moment_id).state == "removed"


def test_faces_have_their_picture_everywhere(http: As, ada: Person, show: ShowView, post: Post) -> None:
    from fandom.accounts.models import Account

    moment_id = post(ada)
    picture = make_upload(ada)
    with unit_of_work():
        db.session.get_one(Account, ada.id).avatar_id = picture
    url = f"http://localhost/media/{picture}/320.jpg"
    me = http(as_=ada)
    comment = me.post(f"/moments/{moment_id}/comments", {"body": "Hm"})
    assert comment.json["author"]["avatar_url"] == url
    assert me.get(f"/moments/{moment_id}").json["author"]["avatar_url"] == url
    assert me.get(f"/shows/{show.slug}/feed").json["items"][0]["author"]["avatar_url"] == url
