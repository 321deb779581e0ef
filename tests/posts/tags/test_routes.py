"""Each way to ask for a tag, as each kind of viewer: who has not got that far is told what is told of no tag at all."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from fandom.accounts.relations import actions as relations
from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.posts import actions as posting
from fandom.posts.access import moment_to_delete
from fandom.posts.models import Reveal
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.http import Http
from tests.support.people import Person, make_fan

As = Callable[..., Http]
CANARY, UNUSED = "canary-dies", "nobody-does"
# Where a tag may turn up; each is asked with the canary and with a word that nobody has used.
API = ("/tags?q={word}", "/tags?q={begun}", "/tags?q={word}&show=saltmarsh", "/shows/saltmarsh/feed?tag={word}")
PAGES = ("/tags/{word}", "/tags/{word}?show=saltmarsh", "/tags/{word}?sort=new", "/tags/{word}?sort=top&window=all")
MARKS = re.compile(r'(csrf[^>]*content|data-ranked|nonce|value)="[^"]*"')
SEES = {
    "visitor": False,
    "newcomer": False,
    "behind": False,
    "at": True,
    "ahead": True,
    "author": True,
    "moderator": False,
    "revealed": True,
    "blocked": False,
    "muted": False,
}


@dataclass
class Scene:
    show: ShowView
    author: Person
    moment: str


@pytest.fixture
def scene(show: ShowView, post: Post, ada: Person) -> Scene:
    with unit_of_work():
        db.session.execute(db.text("UPDATE shows SET public_horizon = 'closed', public_reached = '{}'"))
    moment = post(ada, "What a look", tags=(CANARY,), reveals_at=Place((2, 1)))
    return Scene(show, ada, moment)


def viewer(kind: str, scene: Scene) -> Person | None:
    if kind in {"visitor", "author"}:
        return scene.author if kind == "author" else None
    who = make_fan(kind, moderates=frozenset({scene.show.id}) if kind == "moderator" else frozenset())
    stands = {"behind": (1, 3), "moderator": (1, 3), "revealed": (1, 3), "at": (2, 1), "ahead": (2, 3)}
    if kind in stands:
        seen_up_to(who, scene.show, *stands[kind])
    if kind in {"blocked", "muted"}:
        seen_up_to(who, scene.show, 2, 3)
    with unit_of_work():
        if kind == "revealed":
            db.session.add(Reveal(account_id=who.id, moment_id=scene.moment, key=2**62, at=clock.now()))
        if kind == "blocked":
            relations.block(account_id=who.id, other_id=scene.author.id)
        if kind == "muted":
            relations.mute(account_id=who.id, kind="account", value=scene.author.id)
    return who


def answers(http: Http, word: str) -> list[tuple[Any, ...]]:
    """What is said, without the word itself and what differs from request to request."""
    found = []
    for path in (*(f"/api/v1{each}" for each in API), *PAGES):
        said = http.call("GET", path.format(word=word, begun=word[:3]))
        body = MARKS.sub("", said.get_data(as_text=True).replace(word, "WORD"))
        kept = {name: value for name, value in said.headers.items() if name in {"ETag", "Link", "Location", "Vary"}}
        found.append((path, said.status_code, body, kept))
    return found


@pytest.mark.parametrize("kind", SEES)
def test_who_may_know_of_it(http: As, scene: Scene, kind: str) -> None:
    them = http(as_=viewer(kind, scene))
    said = [them.call("GET", f"/api/v1{path}".format(word=CANARY, begun=CANARY[:3])) for path in API]
    listed = [each.get_json()["items"] for each in said]
    assert [bool(each) for each in listed] == [SEES[kind]] * len(API)
    for path in PAGES:
        body = them.page(path.format(word=CANARY)).get_data(as_text=True)
        assert (scene.moment in body) is SEES[kind], path
    for path in ("/shows/saltmarsh", "/compose?show=saltmarsh", "/api/v1/tags", "/shows/saltmarsh/tags"):
        assert (CANARY in them.call("GET", path).get_data(as_text=True)) <= SEES[kind], path
    assert (CANARY in them.page("/shows/saltmarsh").get_data(as_text=True)) is SEES[kind]


@pytest.mark.parametrize("kind", [kind for kind, sees in SEES.items() if not sees])
def test_it_is_as_if_nobody_had_used_it(http: As, scene: Scene, count_queries: Any, kind: str) -> None:
    them = http(as_=viewer(kind, scene))
    asked, told = [], []
    for word in (UNUSED, CANARY):
        with count_queries() as said:
            told.append(answers(them, word))
        asked.append([each for each in said if "moments" in each or "tag_" in each])
    assert told[0] == told[1]
    assert asked[0] == asked[1], "the same statements, in the same order"


def test_a_moderator_who_has_seen_it_finds_it_among_the_tags(http: As, scene: Scene, mod: Person) -> None:
    seen_up_to(mod, scene.show, 2, 1)
    found = http(as_=mod).get("/shows/saltmarsh/tags").get_json()["items"]
    assert found == [{"tag": CANARY, "count": 1, "first": "s02e01", "leads_to": None, "everywhere": False}]


def test_counts_are_of_what_is_open(http: As, scene: Scene, post: Post, ada: Person, bo: Person) -> None:
    early = post(ada, tags=("look",), reveals_at=Place((1, 1)))
    for place in (Place((1, 2)), Place((2, 1)), Place((2, 2)), Place((1, 1), 5_000)):
        post(ada, tags=("look",), reveals_at=place)
    seen_up_to(bo, scene.show, 1, 1, ms=5_000)
    counts = {}
    for name, number, ms in (("start", (1, 1), 5_000), ("later", (1, 2), 3_600_000), ("end", (2, 3), 3_600_000)):
        seen_up_to(bo, scene.show, *number, ms=ms)
        counts[name] = http(as_=bo).get("/tags?q=lo").get_json()["items"][0]["count"]
    assert counts == {"start": 1, "later": 3, "end": 5}
    with unit_of_work():
        posting.delete_moment(moment=moment_to_delete(ada.viewer, early))
    assert http(as_=bo).get("/tags?q=lo").get_json()["items"] == [{"tag": "look", "count": 4}]


def test_pages_of_tags_follow_one_another(http: As, scene: Scene, post: Post, ada: Person) -> None:
    for tags in (("a1x", "a2x"), ("a1x", "a3x"), ("a4x",), ("b",)):
        post(ada, tags=tags, reveals_at=None)
    found, path = [], "/tags?q=%23A&limit=1"
    while path:
        page = http(as_=ada).get(path).get_json()
        found += [(each["tag"], each["count"]) for each in page["items"]]
        path = page["next"] and f"/tags?q=%23A&limit=1&cursor={page['next']}"
    assert found == [("a1x", 2), ("a2x", 1), ("a3x", 1), ("a4x", 1)]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        *(("q=%F0%9F%94%A5", 200), ("q=a%20b", 200), ("q=" + "x" * 61, 422), ("show=nowhere", 404)),
        *(("cursor=x", 422), ("limit=0", 422), ("limit=101", 422), ("more=1", 422)),
    ],
)
def test_odd_questions(http: As, scene: Scene, query: str, status: int) -> None:
    said = http().get(f"/tags?{query}")
    assert said.status_code == status
    assert status != 200 or said.get_json() == {"items": [], "next": None}


def test_a_muted_tag_is_not_offered(http: As, scene: Scene, post: Post, ada: Person, bo: Person) -> None:
    post(ada, tags=("look", "lamp"), reveals_at=None)
    with unit_of_work():
        relations.mute(account_id=bo.id, kind="tag", value="lamp")
    assert [each["tag"] for each in http(as_=bo).get("/tags?q=l").get_json()["items"]] == ["look"]
