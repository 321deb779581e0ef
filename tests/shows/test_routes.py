"""The API of shows and fandoms: refusals first, then what it answers."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from fandom.infra import live
from fandom.shows.values import ShowView
from tests.support.catalogue import HOUR_MS, PALETTE, episode, make_show, season
from tests.support.http import Http
from tests.support.people import Person, make_fan, token_of

Client = Callable[..., Http]


@pytest.fixture
def show(app: Flask) -> ShowView:
    """Two seasons, the second of which is too young to be public."""
    young = season(2, 2, air_date={"days_ago": 3})
    return make_show("lantern", [episode(0, 1), *season(1, 3), *young], title="The Ninth Lantern", hue=30)


@pytest.fixture
def fan(app: Flask) -> Person:
    return make_fan()


def problem(answer: Any, status: int, *fields: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert sorted(answer.json.get("errors", {})) == sorted(fields)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/episodes"),
        ("GET", "/progress"),
        ("PUT", "/progress"),
        ("POST", "/progress"),
        ("PUT", "/membership"),
        ("DELETE", "/membership"),
        ("GET", "/settings"),
        ("PATCH", "/settings"),
    ],
)
def test_what_is_not_there_is_404(http: Client, fan: Person, method: str, path: str) -> None:
    body = {"json": {"seen": "all"} if path == "/progress" else {}} if method in {"PUT", "POST", "PATCH"} else {}
    problem(http(as_=fan).call(method, f"/api/v1/shows/nowhere{path}", **body), 404)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/progress", {"seen": "all"}),
        ("POST", "/progress", {"seen": "all"}),
        ("PUT", "/membership", None),
        ("DELETE", "/membership", None),
        ("GET", "/settings", None),
        ("PATCH", "/settings", {}),
    ],
)
def test_visitors_are_asked_to_sign_in(http: Client, show: ShowView, method: str, path: str, body: Any) -> None:
    problem(http().call(method, f"/api/v1/shows/lantern{path}", json=body), 401)


def test_a_change_without_the_csrf_token_is_refused(http: Client, show: ShowView, fan: Person) -> None:
    problem(http(as_=fan, csrf=False).put("/shows/lantern/membership"), 403)
    assert http().get("/shows/lantern").json["member_count"] == 0


def test_a_token_does_what_its_scopes_say(http: Client, show: ShowView, fan: Person) -> None:
    reading, writing = ({"Authorization": f"Bearer {token_of(fan, scope)}"} for scope in ("read", "write"))
    problem(http().put("/shows/lantern/progress", {"seen": "all"}, headers=reading), 403)
    problem(http().get("/shows/lantern/progress", headers=writing), 403)
    problem(http().get("/shows/lantern/settings", headers=reading), 403)
    assert http().put("/shows/lantern/progress", {"seen": "all"}, headers=writing).status_code == 200
    assert http().get("/shows/lantern/progress", headers=reading).json["seen"] == "all"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["episode"]),
        ({"episode": "s01e01", "seen": "all"}, ["episode"]),
        ({"seen": "all", "position_ms": 1}, ["position_ms"]),
        ({"position_ms": 1}, ["episode"]),
        ({"seen": "some"}, ["seen"]),
        ({"seen": None}, ["seen"]),
        ({"episode": None}, ["episode"]),
        ({"episode": "S1E1"}, ["episode"]),
        ({"episode": 101}, ["episode"]),
        ({"episode": "s09e01"}, ["episode"]),
        ({"episode": "s01e01\u0000"}, ["episode"]),
        ({"episode": "s01e01", "position_ms": HOUR_MS + 1}, ["position_ms"]),
        ({"episode": "s01e01", "position_ms": -1}, ["position_ms"]),
        ({"episode": "s01e01", "position_ms": 2**63}, ["position_ms"]),
        ({"episode": "s01e01", "position_ms": 1.5}, ["position_ms"]),
        ({"episode": "s01e01", "position_ms": "1"}, ["position_ms"]),
        ({"episode": "s01e01", "position_ms": True}, ["position_ms"]),
        ({"episode": "s01e01", "rating": 5}, ["rating"]),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_wrong_progress_is_refused_and_moves_nothing(
    http: Client, show: ShowView, fan: Person, method: str, body: Any, fields: list[str]
) -> None:
    client = http(as_=fan)
    problem(client.call(method, "/api/v1/shows/lantern/progress", json=body), 422, *fields)
    assert client.get("/shows/lantern/progress").json["said"] is False


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("cursor=x", "cursor"),
        ("sort=new", "sort"),
        ("q=" + "x" * 101, "q"),
    ],
)
def test_wrong_questions_are_refused(http: Client, query: str, field: str) -> None:
    problem(http().get(f"/shows?{query}"), 422, field)


def test_a_cursor_is_of_one_viewer_and_one_list(http: Client, fan: Person) -> None:
    for _ in range(3):
        make_show()
    cursor = http().get("/shows?limit=1").json["next"]
    problem(http(as_=fan).get(f"/shows?limit=1&cursor={cursor}"), 422, "cursor")
    problem(http().get(f"/shows?limit=1&q=show&cursor={cursor}"), 422, "cursor")
    assert http().get(f"/shows?limit=1&cursor={cursor}").status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"palette": PALETTE[:5]}, "palette"),
        ({"palette": None}, "palette"),
        ({"palette": [*PALETTE[1:], "🌊"]}, "palette"),
        ({"palette": ["🌊", *PALETTE]}, "palette"),
        ({"public_horizon": "secret"}, "public_horizon"),
        ({"withholds_titles": 1}, "withholds_titles"),
        ({"watch_template": "javascript:alert(1)"}, "watch_template"),
        ({"title": "Mine"}, "title"),
    ],
)
def test_wrong_settings_are_refused_and_change_nothing(http: Client, show: ShowView, body: Any, field: str) -> None:
    client = http(as_=make_fan(moderates=[show.id]))
    before = client.get("/shows/lantern/settings")
    problem(client.patch("/shows/lantern/settings", body), 422, field)
    assert client.get("/shows/lantern/settings").json == before.json


def test_moderators_elsewhere_and_fans_do_not_see_settings(http: Client, show: ShowView, fan: Person) -> None:
    for person in (fan, make_fan(moderates=[make_show().id])):
        problem(http(as_=person).get("/shows/lantern/settings"), 403)
        problem(http(as_=person).patch("/shows/lantern/settings", {"palette": PALETTE}), 403)


def test_settings_change_from_the_version_that_was_read(http: Client, show: ShowView) -> None:
    client = http(as_=make_fan(moderates=[show.id]))
    tag = client.get("/shows/lantern/settings").headers["ETag"]
    changed = client.patch("/shows/lantern/settings", {"public_horizon": "closed"}, headers={"If-Match": tag})
    assert changed.json["public_horizon"] == "closed"
    problem(client.patch("/shows/lantern/settings", {"palette": PALETTE}, headers={"If-Match": tag}), 412)
    again = {"If-Match": changed.headers["ETag"]}
    given = {"palette": [*PALETTE[:5], "❤️"], "watch_template": "https://tv.example/{id}?t={seconds}"}
    answer = client.patch("/shows/lantern/settings", given, headers=again)
    assert (answer.status_code, answer.json["palette"][5]) == (200, "❤")
    assert http().get("/shows/lantern").json["watch_url"] == "https://tv.example/lantern"
    assert http().get("/shows/lantern/progress").json["horizon"]["upto"] is None


def test_progress_is_set_from_the_version_that_was_read(http: Client, show: ShowView, fan: Person) -> None:
    client = http(as_=fan)
    tag = client.get("/shows/lantern/progress").headers["ETag"]
    assert client.put("/shows/lantern/progress", {"seen": "all"}, headers={"If-Match": tag}).status_code == 200
    problem(client.put("/shows/lantern/progress", {"seen": "none"}, headers={"If-Match": tag}), 412)
    assert client.get("/shows/lantern/progress").json["seen"] == "all"


def test_put_goes_back_and_post_does_not(http: Client, show: ShowView, fan: Person) -> None:
    client = http(as_=fan)

    def said(method: str, **body: Any) -> tuple[Any, ...]:
        answer = client.call(method, "/api/v1/shows/lantern/progress", json=body)
        assert answer.status_code == 200
        return answer.json["seen"], answer.json["episode"], answer.json["position_ms"], answer.json["finished"]

    assert said("PUT", episode="s01e02", position_ms=500) == (None, "s01e02", 500, False)
    assert said("POST", episode="s01e01") == (None, "s01e02", 500, False)
    assert said("POST", episode="s01e02") == (None, "s01e02", HOUR_MS, True)
    assert said("POST", episode="s01e02", position_ms=None) == (None, "s01e02", HOUR_MS, True)
    assert said("PUT", episode="s01e01", position_ms=0) == (None, "s01e01", 0, False)
    assert said("PUT", seen="all") == ("all", "s02e02", HOUR_MS, True)
    assert said("POST", seen="none")[0] == "all"
    assert said("POST", seen="open") == ("open", None, None, False)
    assert said("POST", episode="s01e01")[0] == "open"
    assert said("PUT", seen="none") == ("none", None, None, False)


def test_a_special_has_a_furthest_of_its_own(http: Client, show: ShowView, fan: Person) -> None:
    client = http(as_=fan)
    client.post("/shows/lantern/progress", {"episode": "s00e01", "position_ms": 900})
    client.post("/shows/lantern/progress", {"episode": "s00e01", "position_ms": 100})
    found = client.post("/shows/lantern/progress", {"episode": "s01e01"}).json
    assert found["specials"] == [{"episode": "s00e01", "position_ms": 900, "finished": False}]
    assert found["horizon"]["upto"]["episode"] == "s01e01"


def test_joining_and_leaving_answer_the_count(http: Client, show: ShowView, fan: Person) -> None:
    client = http(as_=fan)
    joined = {"member": True, "role": "fan", "member_count": 1}
    left = {"member": False, "role": None, "member_count": 0}
    calls = [client.put, client.put, client.delete, client.delete]
    assert [call("/shows/lantern/membership").json for call in calls] == [joined, joined, left, left]


def test_a_show(http: Client, show: ShowView, fan: Person) -> None:
    http(as_=fan).put("/shows/lantern/membership")
    answer = http(as_=fan).get("/shows/lantern")
    found = answer.json
    assert answer.headers["Cache-Control"] == "no-store"
    assert (found["title"], found["hue"], found["palette"], found["episode_count"]) == (show.title, 30, PALETTE, 6)
    assert found["membership"] == {"member": True, "role": "fan"}
    assert found["can"] == {"moderate": False}
    assert [(each["number"], each["episode_count"]) for each in found["seasons"]] == [(0, 1), (1, 3), (2, 2)]
    assert found["public_horizon"]["setting"] == "aired"
    assert found["public_horizon"]["upto"]["episode"] == "s01e03"
    assert found["progress"]["said"] is False


def test_a_show_that_has_not_changed_is_not_sent_again(http: Client, show: ShowView, fan: Person) -> None:
    tag = http().get("/shows/lantern").headers["ETag"]
    assert http().get("/shows/lantern", headers={"If-None-Match": tag}).status_code == 304
    http(as_=fan).put("/shows/lantern/membership")
    assert http().get("/shows/lantern", headers={"If-None-Match": tag}).status_code == 200


def test_a_show_says_where_it_can_be_followed(http: Client, show: ShowView) -> None:
    first = http().get("/shows/lantern").json["live"]
    live.publish(live.Message("show:lantern", "moment.published", {}))
    then = http().get("/shows/lantern").json["live"]
    assert first["topic"] == then["topic"] == "show:lantern"
    assert (then["epoch"], then["seq"]) == (first["epoch"], first["seq"] + 1)


def test_without_redis_a_show_is_there_all_the_same(
    http: Client, show: ShowView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "position", lambda _topic: None)
    assert http().get("/shows/lantern").json["live"] is None


def test_episodes_page_in_story_order(http: Client, show: ShowView) -> None:
    names: list[str] = []
    answer = http().get("/shows/lantern/episodes?limit=4")
    names += [each["number"] for each in answer.json["items"]]
    assert 'rel="next"' in answer.headers["Link"]
    answer = http().get(f"/shows/lantern/episodes?limit=4&cursor={answer.json['next']}")
    names += [each["number"] for each in answer.json["items"]]
    assert names == ["s00e01", "s01e01", "s01e02", "s01e03", "s02e01", "s02e02"]
    assert answer.json["next"] is None
    second = http().get("/shows/lantern/episodes?season=2").json["items"]
    assert [each["number"] for each in second] == ["s02e01", "s02e02"]


def test_titles_are_there_where_the_show_withholds_none(http: Client, show: ShowView) -> None:
    found = http().get("/shows/lantern/episodes?season=2").json["items"]
    assert [(each["title"], each["withheld"], each["reached"]) for each in found] == [
        ("Title of s02e01", False, False),
        ("Title of s02e02", False, False),
    ]


def test_the_list_of_shows(http: Client, show: ShowView) -> None:
    make_show("other")
    found = http().get("/shows?q=NÍNTH").json
    assert [each["slug"] for each in found["items"]] == ["lantern"]
    assert found["items"][0]["membership"] == {"member": False, "role": None}
    assert found["next"] is None
