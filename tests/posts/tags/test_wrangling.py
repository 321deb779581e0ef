"""Two tags that mean the same: who may say so, what it changes, and that it tells nobody of what they have not seen."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from fandom.core.errors import Invalid
from fandom.infra.audit import AuditRow, first_broken
from fandom.infra.db import db, unit_of_work
from fandom.posts.tags.actions import join_tags, part_tags
from fandom.posts.tags.models import TagSynonym
from fandom.posts.tags.queries import meaning, visible
from fandom.posts.tags.values import Meaning, TagCount
from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.posts.conftest import Post, seen_up_to
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]


def joined(show_id: str | None = None) -> dict[str, str]:
    here = TagSynonym.show_id.is_not_distinct_from(show_id)
    return {row.alias: row.canonical for row in db.session.scalars(select(TagSynonym).where(here))}


@pytest.fixture
def used(post: Post, ada: Person) -> list[str]:
    """Each tag once, open to everybody, the newest last."""
    return [post(ada, f"Look, {tag}", tags=(tag,), reveals_at=None) for tag in ("lamp", "lamps", "lantern", "light")]


def test_who_looks_for_the_one_finds_both(http: As, show: ShowView, used: list[str], mod: Person, bo: Person) -> None:
    said = http(as_=mod).put("/shows/saltmarsh/tags/%23Lamps", {"canonical": "Lamp"})
    assert (said.status_code, said.get_json()) == (200, {"alias": "lamps", "canonical": "lamp"})
    them = http(as_=bo)
    for tag in ("lamp", "lamps"):
        items = them.get(f"/shows/saltmarsh/feed?tag={tag}").get_json()["items"]
        assert [each["id"] for each in items] == [used[1], used[0]]
        assert [each["tags"] for each in items] == [["lamps"], ["lamp"]], "what was written stays as it is"
    page = them.page("/tags/lamps?show=saltmarsh&sort=new")
    assert (page.status_code, page.headers["Location"]) == (302, "/tags/lamp?show=saltmarsh&sort=new")
    assert them.get("/tags?q=lamps&show=saltmarsh").get_json()["items"] == [{"tag": "lamp", "count": 2}]
    assert them.page("/tags/lamps").status_code == 200, "elsewhere they are two"
    assert them.get("/tags?q=lamps").get_json()["items"] == [{"tag": "lamps", "count": 1}]


def test_what_is_posted_later_is_found_as_well(show: ShowView, post: Post, used: list[str], ada: Person) -> None:
    with unit_of_work():
        join_tags(viewer=ada.viewer, show_id=show.id, alias="lamps", canonical="lamp")
    post(ada, tags=("lamp", "lamps"), reveals_at=None)
    assert visible(ada.viewer, prefix="lamp", show_id=show.id, limit=9) == (TagCount("lamp", 3),)


def test_taken_apart_it_is_as_before(http: As, show: ShowView, used: list[str], mod: Person) -> None:
    them = http(as_=mod)
    them.put("/shows/saltmarsh/tags/lamps", {"canonical": "lamp"})
    for _ in range(2):
        assert them.delete("/shows/saltmarsh/tags/Lamps").status_code == 204
    assert them.delete("/shows/saltmarsh/tags/no%20tag").status_code == 204
    assert meaning(mod.viewer, "lamps", show.id) == Meaning("lamps", ("lamps",))
    rows = db.session.scalars(select(AuditRow).where(AuditRow.action.like("tags.%")).order_by(AuditRow.id)).all()
    assert [(row.action, row.target_id, row.actor_id) for row in rows] == [
        ("tags.joined", show.id, mod.id),
        ("tags.parted", show.id, mod.id),
    ]
    assert rows[1].detail == {"alias": "lamps", "was": "lamp"}
    assert first_broken() is None


def test_nothing_leads_on(show: ShowView, used: list[str], mod: Person) -> None:
    def join(alias: str, canonical: str) -> dict[str, str]:
        with unit_of_work():
            join_tags(viewer=mod.viewer, show_id=show.id, alias=alias, canonical=canonical)
        return joined(show.id)

    assert join("lamps", "lamp") == {"lamps": "lamp"}
    assert join("lamp", "lantern") == {"lamps": "lantern", "lamp": "lantern"}
    assert join("light", "lamp") == {"lamps": "lantern", "lamp": "lantern", "light": "lantern"}
    assert join("light", "lantern") == {"lamps": "lantern", "lamp": "lantern", "light": "lantern"}
    assert join("lantern", "light") == {"lamps": "light", "lamp": "light", "lantern": "light"}
    with pytest.raises(Invalid):
        join("lamp", "lamp")
    assert meaning(mod.viewer, "lamp", show.id) == Meaning("light", ("lamp", "lamps", "lantern", "light"))
    with unit_of_work():
        part_tags(viewer=mod.viewer, show_id=show.id, alias="lamp")
    assert joined(show.id) == {"lamps": "light", "lantern": "light"}


def test_who_may(http: As, show: ShowView, used: list[str], bo: Person, mod: Person, admin: Person) -> None:
    asked = {"canonical": "lamp"}
    here, everywhere = "/shows/saltmarsh/tags/lamps", "/tags/lamps"
    for who, statuses in ((None, (401, 401)), (bo, (403, 403)), (mod, (200, 403)), (admin, (200, 200))):
        them = http(as_=who)
        assert tuple(them.put(path, asked).status_code for path in (here, everywhere)) == statuses
    for who, statuses in ((None, (401, 401)), (bo, (403, 403)), (mod, (204, 403)), (admin, (204, 204))):
        them = http(as_=who)
        assert tuple(them.delete(path).status_code for path in (here, everywhere)) == statuses


@pytest.mark.parametrize(
    ("alias", "canonical", "fields"),
    [
        ("lamps", "lamps", {"canonical"}),
        ("nobody-used", "lamp", {"alias"}),
        ("lamps", "nobody-used", {"canonical"}),
        ("sealed", "lamp", {"alias"}),
        ("lamps", "sealed", {"canonical"}),
        ("lamps", "no tag", {"canonical"}),
        ("%F0%9F%94%A5", "lamp", {"alias"}),
    ],
)
def test_what_cannot_be_joined(
    http: As,
    show: ShowView,
    post: Post,
    ada: Person,
    used: list[str],
    mod: Person,
    alias: str,
    canonical: str,
    fields: set[str],
) -> None:
    """What lies past a moderator's horizon they are refused in the words for what nobody has used."""
    post(ada, tags=("sealed",), reveals_at=Place((2, 1)))
    seen_up_to(mod, show, 1, 3)
    said = http(as_=mod).put(f"/shows/saltmarsh/tags/{alias}", {"canonical": canonical})
    assert said.status_code == 422
    assert set(said.get_json()["errors"]) == fields
    assert joined(show.id) == {}


def test_an_alias_tells_nothing_of_what_it_leads_to(
    http: As, show: ShowView, post: Post, ada: Person, bo: Person
) -> None:
    """Neither from the open one to the sealed one nor back."""
    open_, sealed = (
        post(ada, tags=("x",), reveals_at=Place((1, 1))),
        post(ada, tags=("x-dies",), reveals_at=Place((2, 1))),
    )
    for alias, canonical in (("x", "x-dies"), ("x-dies", "x")):
        with unit_of_work():
            join_tags(viewer=ada.viewer, show_id=show.id, alias=alias, canonical=canonical)
        seen_up_to(bo, show, 1, 3)
        them = http(as_=bo)
        assert visible(bo.viewer, prefix="", show_id=show.id, limit=9) == (TagCount("x", 1),)
        assert [each["id"] for each in them.get("/shows/saltmarsh/feed?tag=x").get_json()["items"]] == [open_]
        assert them.get("/shows/saltmarsh/feed?tag=x-dies").get_json()["items"] == []
        assert "x-dies" not in them.page("/tags/x?show=saltmarsh").headers.get("Location", "")
        assert them.page("/tags/x-dies?show=saltmarsh").status_code == 200
        seen_up_to(bo, show, 2, 1)
        assert visible(bo.viewer, prefix="", show_id=show.id, limit=9) == (TagCount(canonical, 2),)
        assert [each["id"] for each in them.get(f"/shows/saltmarsh/feed?tag={alias}").get_json()["items"]] == [
            sealed,
            open_,
        ]


def test_what_is_joined_everywhere(http: As, show: ShowView, used: list[str], admin: Person, bo: Person) -> None:
    """In every fandom, except where it has joined one of the two by itself."""
    them = http(as_=admin)
    assert them.put("/tags/lamps", {"canonical": "lamp"}).status_code == 200
    for place in (None, show.id):
        assert meaning(bo.viewer, "lamps", place) == Meaning("lamp", ("lamp", "lamps"))
    assert them.put("/shows/saltmarsh/tags/lamp", {"canonical": "lantern"}).status_code == 200
    assert meaning(bo.viewer, "lamps", None) == Meaning("lamp", ("lamp", "lamps"))
    assert meaning(bo.viewer, "lamps", show.id) == Meaning("lamps", ("lamps",))
    assert meaning(bo.viewer, "lamp", show.id) == Meaning("lantern", ("lamp", "lantern"))


def test_the_page_of_moderators(
    http: As, show: ShowView, used: list[str], mod: Person, bo: Person, admin: Person
) -> None:
    assert http(as_=bo).page("/shows/saltmarsh/tags").status_code == 403
    them = http(as_=mod)
    assert "/shows/saltmarsh/tags" in them.page("/shows/saltmarsh/settings").get_data(as_text=True)
    form = {"alias": "#lamps", "canonical": "lamp"}
    assert them.page("/shows/saltmarsh/tags", "POST", data=form).status_code == 303
    assert joined(show.id) == {"lamps": "lamp"}
    page = them.page("/shows/saltmarsh/tags?q=la").get_data(as_text=True)
    assert "leads to #lamp" in page
    assert "#light" not in page
    wrong = them.page("/shows/saltmarsh/tags", "POST", data={"alias": "nobody-used", "canonical": "lamp"})
    assert wrong.status_code == 422
    assert "You have not seen anybody use this tag." in wrong.get_data(as_text=True)
    assert them.page("/shows/saltmarsh/tags", "POST", data=form | {"everywhere": "on"}).status_code == 403
    assert http(as_=admin).page("/shows/saltmarsh/tags", "POST", data=form | {"everywhere": "on"}).status_code == 303
    assert them.page("/shows/saltmarsh/tags/lamps/apart", "POST").status_code == 303
    assert (joined(show.id), joined()) == ({}, {"lamps": "lamp"})


def test_tags_to_wrangle_come_in_pages(http: As, show: ShowView, used: list[str], mod: Person) -> None:
    found, path = [], "/shows/saltmarsh/tags?limit=3"
    while path:
        page = http(as_=mod).get(path).get_json()
        found += [each["tag"] for each in page["items"]]
        path = page["next"] and f"/shows/saltmarsh/tags?limit=3&cursor={page['next']}"
    assert found == ["lamp", "lamps", "lantern", "light"]
    assert http(as_=mod).get("/shows/saltmarsh/tags?q=no%20tag").get_json() == {"items": [], "next": None}
