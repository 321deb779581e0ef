"""Who revealed a moment gets that moment open wherever it is listed; nobody else gets it, nor they another."""

from collections.abc import Callable, Iterator

import pytest

from fandom.core.viewer import VISITOR, Viewer
from fandom.feed.lists import ShowList
from fandom.feed.queries import jsons
from fandom.feed.timeline import Timeline
from fandom.infra.db import unit_of_work
from fandom.infra.visitors import mark
from fandom.posts import projections
from fandom.posts.handlers import may_read
from fandom.posts.reveals.queries import key_of
from fandom.shows import actions as fandoms
from tests.conftest import CountQueries
from tests.posts.conftest import Post
from tests.posts.reveals.conftest import CANARY, Scene, writing
from tests.support.http import Http
from tests.support.people import make_fan

As = Callable[..., Http]
ONCE, TWICE = f"{CANARY}, once", f"{CANARY}, twice"
LISTS = [
    "/api/v1/shows/saltmarsh/feed?sort=new",
    "/api/v1/shows/saltmarsh/feed?sort=top&window=day",
    "/api/v1/shows/saltmarsh/feed?episode=s02e02",
    "/api/v1/feeds/trending",
    "/api/v1/feeds/home?sort=new",
    "/api/v1/feeds/home?sort=hot",
    "/api/v1/accounts/ada/moments",
    "/shows/saltmarsh",
    "/u/ada",
    "/",
]
OF_ONE = ["/api/v1/moments/{}", "/m/{}", "/m/{}/card"]


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    projections.kept.clear()
    yield
    projections.kept.clear()


def said(browser: Http, path: str) -> tuple[bool, bool]:
    """Asked twice: the second time on the short way, with what was kept. Whether each of the two captions is there."""
    found = set()
    for _ in range(2):
        answer = browser.call("GET", path)
        assert answer.status_code == 200, path
        found.add((ONCE in answer.text, TWICE in answer.text))
    assert len(found) == 1, path
    return found.pop()


def seen(browser: Http, scene: Scene) -> dict[str, tuple[bool, bool]]:
    told = {path: said(browser, path) for path in LISTS}
    for path in OF_ONE:
        told[path] = (said(browser, path.format(scene.late))[0], said(browser, path.format(scene.other))[1])
    return told


def test_only_who_revealed_it_gets_it_open_and_everywhere(http: As, scene: Scene) -> None:
    for fan in (scene.ada, scene.bo, scene.cy, dan := make_fan("dan")):
        with unit_of_work():
            fandoms.join(viewer=fan.viewer, show_id=scene.show.id)
    known: dict[str, Http] = {fan.handle: http(as_=fan) for fan in (scene.ada, scene.cy, scene.bo, dan)}
    known |= {"curious": writing(http()), "visitor": writing(http())}
    for name in ("bob", "curious"):
        known[name].put(f"/moments/{scene.late}/reveal")
    wanted = dict.fromkeys(known, (False, False)) | dict.fromkeys(("ada", "cyd"), (True, True))
    wanted |= dict.fromkeys(("bob", "curious"), (True, False))
    for name, browser in known.items():
        assert set(seen(browser, scene).values()) == {wanted[name]}, name
    for name in ("bob", "curious"):
        known[name].delete(f"/moments/{scene.late}/reveal")
        assert set(seen(known[name], scene).values()) == {(False, False)}


def test_what_a_visitor_revealed_ends_when_they_sign_in(http: As, scene: Scene) -> None:
    browser = writing(http())
    browser.put(f"/moments/{scene.late}/reveal")
    signed = browser.post("/session", {"login": scene.bo.handle, "password": scene.bo.password})
    browser.csrf = browser.get("/session").json["csrf_token"]
    assert signed.status_code < 300
    assert browser.get(f"/moments/{scene.late}").json["sealed"]
    assert browser.delete("/session").status_code < 300
    assert browser.get(f"/moments/{scene.late}").json["sealed"]


def test_files_of_it_are_read_by_who_revealed_it(http: As, scene: Scene) -> None:
    assert not may_read(scene.bo.viewer, scene.late)
    http(as_=scene.bo).put(f"/moments/{scene.late}/reveal")
    assert may_read(scene.bo.viewer, scene.late)
    assert not may_read(scene.bo.viewer, scene.other)
    assert may_read(Viewer(revealed=frozenset({mark(scene.late, key_of(scene.late))})), scene.late)
    assert not may_read(VISITOR, scene.late)


def test_a_feed_takes_no_query_more(http: As, scene: Scene, count_queries: CountQueries) -> None:
    def asked(viewer: Viewer) -> int:
        with count_queries() as made:
            jsons(ShowList(viewer, Timeline(scene.show.id)), 25, None, "http://localhost")
        return len(made)

    asked(scene.bo.viewer)
    before = asked(scene.bo.viewer)
    http(as_=scene.bo).put(f"/moments/{scene.late}/reveal")
    visitor = Viewer(revealed=frozenset({mark(scene.late, key_of(scene.late))}))
    assert (before, asked(scene.bo.viewer), asked(visitor)) == (1, 1, 1)


def test_a_notification_opens_with_it(http: As, scene: Scene, post: Post, run_jobs: Callable[[], int]) -> None:
    named = post(scene.ada, f"@bob, {CANARY}", episode=(2, 2))
    run_jobs()
    fan = http(as_=scene.bo)
    page = fan.page("/notifications")
    assert CANARY not in page.text
    assert f'action="/m/{named}/reveal"' in page.text
    assert fan.get("/notifications").json["items"][0]["subject"]["sealed"]
    moved = fan.page(f"/m/{named}/reveal", "POST", data={"next": f"/m/{named}"})
    assert moved.location == f"/m/{named}#m-{named}"
    assert CANARY in fan.page("/notifications").text
    assert not fan.get("/notifications").json["items"][0]["subject"]["sealed"]
