"""Drafts: half typed things are kept as they are, two tabs do not overwrite each other, and nobody else reads them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fandom.core import clock, holders
from fandom.core.viewer import VISITOR
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.media.queries import held_by
from fandom.posts.drafts import actions
from fandom.posts.drafts.models import Draft
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import Person
from tests.support.uploads import make_upload

As = Callable[..., Http]
HALF = {
    "caption": "The way she l",
    "episode": "s01e0",
    "start_ms": "12:",
    "end_ms": None,
    "tags": ["the-", ""],
    "reveals_at": {"until": "later", "episode": None},
    "clip": None,
}


@pytest.fixture
def path(show: ShowView) -> str:
    return f"/shows/{show.slug}/draft"


def unheld(file_id: str) -> bool:
    db.session.expire_all()
    return db.session.get_one(File, file_id).unheld_since is not None


def test_visitors_have_none(http: As, path: str) -> None:
    assert [http().call(verb, f"/api/v1{path}", json={}).status_code for verb in ("GET", "PUT", "DELETE")] == [401] * 3
    assert http().get("/drafts").status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"caption": "x" * 4001}, "caption"),
        ({"caption": 1}, "caption"),
        ({"caption": "a\x00b"}, "caption"),
        ({"start_ms": "x" * 61}, "start_ms"),
        ({"start_ms": "\x00"}, "start_ms"),
        ({"start_ms": 2**40}, "start_ms"),
        ({"start_ms": True}, "start_ms"),
        ({"start_ms": [1]}, "start_ms"),
        ({"tags": ["x"] * 31}, "tags"),
        ({"media": ["x"] * 5}, "media"),
        ({"reveals_at": {"more": 1}}, "reveals_at"),
        ({"clip": "yes"}, "clip"),
        ({"version": -1}, "version"),
        ({"more": 1}, "more"),
    ],
)
def test_what_is_out_of_bounds(http: As, ada: Person, path: str, body: dict[str, Any], field: str) -> None:
    answer = http(as_=ada).put(path, body)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_nothing_is_drafted_for_a_show_that_is_not_there(http: As, ada: Person) -> None:
    assert http(as_=ada).put("/shows/nowhere/draft", {}).status_code == 404
    assert http(as_=ada).get("/shows/nowhere/draft").status_code == 404


def test_what_is_half_typed_is_kept_as_it_is(http: As, ada: Person, bo: Person, show: ShowView, path: str) -> None:
    me = http(as_=ada)
    assert me.get(path).status_code == 404
    kept = me.put(path, HALF)
    assert kept.status_code == 200
    found = me.get(path).json
    assert {name: found[name] for name in HALF} == HALF
    assert (found["version"], found["media"], found["show"]["slug"]) == (1, [], show.slug)
    assert http(as_=bo).get(path).status_code == 404
    assert http(as_=bo).get("/drafts").json["items"] == []


def test_only_what_was_typed_is_there(http: As, ada: Person, path: str) -> None:
    http(as_=ada).put(path, HALF)
    assert "reveals_at" not in http(as_=ada).put(path, {"caption": ""}).json


def test_the_same_again_is_no_change(http: As, ada: Person, path: str) -> None:
    me = http(as_=ada)
    first = me.put(path, HALF)
    assert me.put(path, HALF).json == first.json
    assert me.put(path, HALF | {"caption": "The way"}).json["version"] == 2


def test_two_tabs_do_not_overwrite_each_other(http: As, ada: Person, path: str) -> None:
    one, other = http(as_=ada), http(as_=ada)
    first = one.put(path, {"caption": "one", "version": 0})
    assert other.put(path, {"caption": "other", "version": 0}).status_code == 412
    second = one.put(path, {"caption": "one more"}, headers={"If-Match": first.headers["ETag"]})
    assert second.json["version"] == 2
    assert other.put(path, {"caption": "other"}, headers={"If-Match": first.headers["ETag"]}).status_code == 412
    assert other.delete(path, headers={"If-Match": first.headers["ETag"]}).status_code == 412
    assert other.put(path, {"caption": "other", "version": 2}).json["caption"] == "other"
    one.delete(path)
    assert other.put(path, {"caption": "late"}, headers={"If-Match": second.headers["ETag"]}).status_code == 412


def test_one_begun_at_the_same_moment_is_not_overwritten(ada: Person, show: ShowView) -> None:
    from fandom.core.errors import Stale
    from fandom.posts.drafts.values import Typed

    with unit_of_work():
        actions.keep_draft(author=ada.viewer, show_id=show.id, draft=None, typed=Typed({"caption": "one"}))
    with pytest.raises(Stale), unit_of_work():
        actions.keep_draft(author=ada.viewer, show_id=show.id, draft=None, typed=Typed({"caption": "other"}))


def test_its_uploads_are_kept_and_only_its_author_reads_them(
    http: As, ada: Person, bo: Person, show: ShowView, path: str
) -> None:
    first, second = make_upload(ada), make_upload(ada, status="processing")
    kept = http(as_=ada).put(path, {"media": [second, first]}).json
    assert [(each["id"], each["status"]) for each in kept["media"]] == [(second, "processing"), (first, "ready")]
    assert not unheld(first)
    draft_id = str(db.session.scalar(select(Draft.id)))
    assert held_by("draft", draft_id) == tuple(sorted((first, second)))
    readers = (ada.viewer, bo.viewer, VISITOR)
    assert [holders.may_read("draft", each, draft_id) for each in readers] == [True, False, False]
    http(as_=ada).put(path, {"media": [first]})
    assert unheld(second)
    http(as_=ada).delete(path)
    assert unheld(first)
    assert http(as_=ada).delete(path).status_code == 204


def test_an_upload_that_cannot_be_used_does_not_stop_the_words(http: As, ada: Person, bo: Person, path: str) -> None:
    good, failed, theirs = make_upload(ada), make_upload(ada, status="failed"), make_upload(bo)
    kept = http(as_=ada).put(path, {"caption": "Look", "media": [failed, good, theirs, "gone"]})
    assert (kept.status_code, [each["id"] for each in kept.json["media"]]) == (200, [good])


def test_publishing_ends_it_and_takes_its_uploads_along(http: As, ada: Person, show: ShowView, path: str) -> None:
    me, picture, left = http(as_=ada), make_upload(ada), make_upload(ada)
    me.put(path, {"caption": "Look", "media": [picture, left]})
    refused = me.post("/moments", {"show": show.slug, "caption": "  ", "media": [picture]})
    assert refused.status_code == 422
    assert me.get(path).json["caption"] == "Look"
    made = me.post("/moments", {"show": show.slug, "caption": "Look", "media": [picture]})
    assert [each["id"] for each in made.json["media"]] == [picture]
    assert me.get(path).status_code == 404
    assert held_by("moment", made.json["id"]) == (picture,)
    assert unheld(left)


def test_the_list_has_one_for_each_show(http: As, ada: Person, show: ShowView, path: str) -> None:
    me, other = http(as_=ada), make_show()
    me.put(path, {"caption": "one"})
    me.put(f"/shows/{other.slug}/draft", {"caption": "two"})
    first = me.get("/drafts?limit=1").json
    second = me.get(f"/drafts?limit=1&cursor={first['next']}").json
    assert [page["items"][0]["show"]["slug"] for page in (first, second)] == [other.slug, show.slug]
    assert second["next"] is None


def test_there_is_an_end_to_drafts(http: As, ada: Person, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    me, other = http(as_=ada), make_show()
    me.put(path, {"caption": "one"})
    assert me.put(f"/shows/{other.slug}/draft", {"caption": "two"}).status_code == 409
    assert me.put(path, {"caption": "one more"}).status_code == 200


def test_old_ones_are_forgotten(
    http: As, ada: Person, path: str, frozen_clock: Callable[..., None], show: ShowView
) -> None:
    picture = make_upload(ada)
    http(as_=ada).put(path, {"media": [picture]})
    frozen_clock(clock.now() + timedelta(days=29))
    with unit_of_work():
        assert actions.forget_old() == 0
    frozen_clock(clock.now() + timedelta(days=2))
    with unit_of_work():
        assert actions.forget_old() == 1
        assert actions.forget_old() == 0
    assert unheld(picture)
