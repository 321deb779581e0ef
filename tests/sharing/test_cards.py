"""The picture of a moment: safe while it is sealed, the right one at once when that changes."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fandom.infra import storage
from fandom.posts.values import Place
from fandom.sharing import cards
from fandom.sharing.access import moment_to_share
from fandom.shows.values import ShowView
from tests.sharing.conftest import LATE, OPEN, World, edit, publish, reseal, upload
from tests.support.http import Http
from tests.support.people import Person

Browse = Callable[..., Http]


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    cards.kept.clear()
    yield
    cards.kept.clear()


def picture(http: Browse, moment_id: str, **headers: str) -> Any:
    return http().page(f"/m/{moment_id}/card.jpg", headers=headers)


def test_two_secrets_make_the_same_picture(http: Browse, show: ShowView, author: Person) -> None:
    """Words, tags, times, pictures and what is said of them: not a byte of it is in there."""
    late = {"episode": LATE, "reveals_at": Place(LATE)}
    plain = publish(author, show, "Xanadu", **late)
    other = publish(
        author,
        show,
        "Quite another thing " * 9,
        tags=("nettles",),
        start_ms=5000,
        end_ms=9000,
        media=(upload(author, alt="a gull", colour="#00ff00"), upload(author)),
        **late,
    )
    answers = [picture(http, each) for each in (plain, other)]
    assert answers[0].data == answers[1].data
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    assert answers[0].headers["Content-Length"] == answers[1].headers["Content-Length"]


def test_what_is_open_is_painted(http: Browse, show: ShowView, author: Person) -> None:
    said = [publish(author, show, words, episode=OPEN) for words in ("The kettle stops", "The kettle sings")]
    assert picture(http, said[0]).data != picture(http, said[1]).data


def test_resealed_it_is_the_safe_one_at_once(world: World, http: Browse) -> None:
    before = picture(http, world.open)
    reseal(world.open)
    after = picture(http, world.open, **{"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.data == picture(http, world.late).data


def test_unchanged_it_is_not_sent_again(world: World, http: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    first = picture(http, world.open)
    monkeypatch.setattr(cards, "jpeg", None)
    again = picture(http, world.open, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert picture(http, world.open).data == first.data


def test_counts_and_edits_of_what_is_not_painted_leave_it(world: World, http: Browse) -> None:
    tag = picture(http, world.open).headers["ETag"]
    edit(world.open, tags=("ines",))
    assert http(as_=world.author).put(f"/moments/{world.open}/reactions/🔥").status_code == 200
    assert picture(http, world.open).headers["ETag"] == tag


def test_anybody_may_show_it_and_nobody_keeps_it_unasked(world: World, http: Browse) -> None:
    answer = picture(http, world.open)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_the_first_picture_is_on_it(http: Browse, show: ShowView, author: Person) -> None:
    media = (upload(author), upload(author, colour="#00ff00"))
    card = cards.card_of(moment_to_share(publish(author, show, "Three kinds of light", episode=OPEN, media=media)))
    assert card.picture == f"{storage.folder_of(media[0])}640.jpg"
    assert card.words == ""


def test_a_picture_that_is_gone_from_the_store_is_left_out(http: Browse, show: ShowView, author: Person) -> None:
    made = upload(author)
    storage.store().drop(storage.folder_of(made))
    moment = publish(author, show, "Three kinds of light", episode=OPEN, media=(made,))
    assert picture(http, moment).status_code == 200


@pytest.mark.parametrize("name", ["nonsense", "0000000000000", "%00", "a" * 300])
def test_what_is_not_there(http: Browse, show: ShowView, name: str) -> None:
    assert picture(http, name).status_code in {400, 404}
    assert http().page(f"/shows/{name}/card.jpg").status_code in {400, 404}


def test_one_is_painted_at_a_time_and_who_waits_too_long_comes_back(
    world: World, http: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "WAIT_S", 0.01)
    gate = threading.BoundedSemaphore(1)
    monkeypatch.setattr(cards, "_gate", lambda: gate)
    with gate:
        answer = picture(http, world.open)
        assert (answer.status_code, bool(answer.headers["Retry-After"])) == (503, True)
    assert picture(http, world.open).status_code == 200


def test_a_show_has_one_too(world: World, http: Browse) -> None:
    answer = http().page("/shows/saltmarsh/card.jpg")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.data != picture(http, world.late).data
