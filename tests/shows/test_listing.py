"""The list of shows: found whatever case and accents, each exactly once over its pages."""

import pytest
from flask import Flask

from fandom.core.viewer import VISITOR
from fandom.infra.db import unit_of_work
from fandom.shows import actions
from fandom.shows.listing import listed
from tests.support.catalogue import make_show
from tests.support.people import make_fan

TITLES = {
    "amelie": "Amélie",
    "big-buck-bunny": "Big Buck Bunny",
    "percent": "100% Wolf",
    "strasse": "Die Straße",
    "tears": "Tears of Steel",
    "under_score": "Under_score",
}


@pytest.fixture
def catalogue(app: Flask) -> None:
    for slug, title in TITLES.items():
        make_show(slug.replace("_", "-"), title=title)


def found(asked: str) -> list[str]:
    return [show.slug for show in listed(VISITOR, asked=asked).items]


@pytest.mark.parametrize("asked", ["%", "_", "!!!", "\\", "nothing like it", "bunny wolf", "' OR 1=1 --"])
def test_what_is_not_there_is_not_found(catalogue: None, asked: str) -> None:
    assert found(asked) == []


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("amelie", "amelie"),
        ("AMÉLIE", "amelie"),
        ("ame\u0301l", "amelie"),
        ("bunny big", "big-buck-bunny"),
        ("strasse", "strasse"),
        ("STRASSE", "strasse"),
        ("100%", "percent"),
        ("  steel ", "tears"),
        ("under_score", "under-score"),
    ],
)
def test_a_title_is_found_by_its_words(catalogue: None, asked: str, slug: str) -> None:
    assert found(asked) == [slug]


def test_asking_for_nothing_lists_all_in_the_order_of_titles(catalogue: None) -> None:
    everything = ["percent", "amelie", "big-buck-bunny", "strasse", "tears", "under-score"]
    assert found("") == found("  ") == everything


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_every_show_comes_once_over_the_pages_also_those_with_one_title(app: Flask, limit: int) -> None:
    slugs = [make_show(title=title).slug for title in ["Twin", "Twin", "Twin", "Alone", "Zed", "twín"]]
    seen: list[str] = []
    page = listed(VISITOR, limit=limit)
    seen += [show.slug for show in page.items]
    while page.next:
        page = listed(VISITOR, limit=limit, after=page.next)
        seen += [show.slug for show in page.items]
    assert sorted(seen) == sorted(slugs)
    assert seen[0] == slugs[3]
    assert seen[-1] == slugs[4]


def test_the_viewers_own_membership_is_said(app: Flask) -> None:
    show = make_show()
    fan, other = make_fan(), make_fan()
    with unit_of_work():
        actions.join(viewer=fan.viewer, show_id=show.id)
    roles = [[each.role for each in listed(viewer).items] for viewer in (VISITOR, other.viewer, fan.viewer)]
    assert roles == [[None], [None], ["fan"]]
