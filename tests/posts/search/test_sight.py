"""Who finds what: the words of a moment and of what is said below it, looked for by everybody there is."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.accounts.relations import actions as relations
from fandom.infra.db import unit_of_work
from fandom.posts.values import Place
from fandom.shows.actions import change_settings
from fandom.shows.values import ShowView
from tests.posts.conftest import seen_up_to
from tests.posts.search.conftest import Found
from tests.support.http import Http
from tests.support.people import Person, make_fan

LATE = Place((1, 2), 2_000)
VIEWERS = (
    "visitor",
    "newcomer",
    "behind",
    "exactly at",
    "ahead",
    "author",
    "moderator",
    "revealer",
    "muted",
    "blocked",
)
OPEN = {"exactly at", "ahead", "author", "revealer"}
EVERYBODY = set(VIEWERS) - {"muted", "blocked"}
KINDS = {
    "moment": OPEN,
    "tag": OPEN,
    "comment": OPEN,
    "comment beyond": {"ahead", "author"},
    "open moment": EVERYBODY,
    # Whoever was shown a moment anyway is not shown what is said below it that goes further.
    "comment late": OPEN - {"revealer"},
    "fan": set(VIEWERS) - {"blocked"},
    "show": set(VIEWERS),
}
ASKED = {
    "moment": ("quillon", "moment"),
    "tag": ("zephyr", "tag"),
    "comment": ("ravelin", "comment"),
    "comment beyond": ("oubliette", "comment"),
    "open moment": ("bartizan", "moment"),
    "comment late": ("machicolation", "comment"),
    "fan": ("quillon_author", "fan"),
    "show": ("saltmarsh", "show"),
}


@pytest.fixture
def author(show: ShowView, post: Any, say: Callable[..., str]) -> Person:
    """Everything is by one fan: a moment sealed to whoever is not at s01e02, 2 s; and one that spoils nothing."""
    found = make_fan("quillon_author")
    seen_up_to(found, show, 2, 3)
    late = post(found, "The quillon breaks", reveals_at=LATE, episode=(1, 2), tags=("zephyr",))
    say(found, late, "As the ravelin falls")
    say(found, late, "And the oubliette opens", reveals_at=Place((1, 3)))
    plain = post(found, "A bartizan", reveals_at=None)
    say(found, plain, "Machicolation, later", reveals_at=LATE)
    return found


@pytest.fixture
def viewers(show: ShowView, author: Person, mod: Person, http: Callable[..., Http], found: Found) -> dict[str, Http]:
    with unit_of_work():
        change_settings(viewer=mod.viewer, show_id=show.id, changes={"public_horizon": "closed"})
    people = {each: make_fan(each.replace(" ", "_")) for each in VIEWERS if each not in {"visitor", "author"}}
    people |= {"author": author, "moderator": mod}
    for name, far in {"behind": 1_999, "exactly at": 2_000, "moderator": 1_999}.items():
        seen_up_to(people[name], show, 1, 2, far)
    for name in ("ahead", "muted", "blocked"):
        seen_up_to(people[name], show, 2, 3)
    with unit_of_work():
        relations.mute(account_id=people["muted"].id, kind="account", value=author.id)
        relations.block(account_id=author.id, other_id=people["blocked"].id)
    clients = {name: http(as_=people.get(name)) for name in VIEWERS}
    for word in ("quillon", "bartizan"):
        (moment,) = found(clients["ahead"], word, "moment")
        assert clients["revealer"].put(f"/moments/{moment}/reveal").status_code == 200
    return clients


def test_who_finds_what(viewers: dict[str, Http], found: Found) -> None:
    table = {kind: {name for name, client in viewers.items() if found(client, *asked)} for kind, asked in ASKED.items()}
    assert table == KINDS


def test_no_answer_holds_what_is_sealed(viewers: dict[str, Http]) -> None:
    words = ("quillon breaks", "ravelin", "oubliette", "machicolation", "zephyr")
    queries = ("the", "quillon", "#zephyr", "@quillon_author", "show:saltmarsh falls", "ze", "-door later")
    for name in ("visitor", "newcomer", "behind", "moderator", "blocked"):
        for q in queries:
            for path in ("/search", "/search/names"):
                text = viewers[name].get(path, query_string={"q": q}).get_data(as_text=True).lower()
                assert not any(word in text for word in words), (name, q, path)


def test_no_difference_between_what_is_sealed_and_what_is_not_there(viewers: dict[str, Http]) -> None:
    for name in ("visitor", "newcomer", "behind", "moderator"):
        for kind in (None, "moment", "comment", "tag"):
            answers = [
                viewers[name].get("/search", query_string={"q": q, **({"kind": kind} if kind else {})})
                for q in ("ravelin", "nowhere", "breaks", "#zephyr")
            ]
            assert len({each.data for each in answers}) == 1, (name, kind)
            assert len({tuple(sorted(dict(each.headers).keys())) for each in answers}) == 1


def test_going_back_closes_again(viewers: dict[str, Http], found: Found, show: ShowView) -> None:
    ahead = viewers["ahead"]
    assert found(ahead, "quillon", "moment")
    ahead.put(f"/shows/{show.slug}/progress", {"seen": "none"})
    assert found(ahead, "quillon", "moment") == []
