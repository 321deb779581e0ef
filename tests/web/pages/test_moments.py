"""A moment: read open or sealed, edited, taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from fandom.infra.db import db
from fandom.posts.models import Moment
from tests.support.http import Http
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]
SECRET = "He steps out of the water."


def test_a_moment_with_what_is_said_about_it(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 4), start_ms=751_000, end_ms=756_000, tags=("ines",))
    first = fandom.comment(fandom.bo, moment, "Before or after?", at_ms=752_000)
    fandom.comment(fandom.ada, moment, "Before. Listen.", parent=first)
    said = words(http().page(f"/m/{moment}"))
    for each in ("She already knows.", "12:31–12:36", "#ines", "2 comments", "Before or after?", "12:32", "Listen."):
        assert each in said


@pytest.mark.parametrize("path", ["/m/{id}", "/m/{id}/card", "/m/{id}/talk", "/", f"/shows/{SLUG}", "/u/ada"])
def test_what_is_sealed_is_on_no_page(http: Callable[..., Http], fandom: Fandom, path: str) -> None:
    moment = fandom.moment(fandom.ada, SECRET, episode=(2, 6), tags=("thesecrettag",))
    fandom.comment(fandom.ada, moment, "And nobody saw the boat.")
    fandom.place(fandom.bo, "s02e04")
    body = http(as_=fandom.bo).page(path.format(id=moment)).get_data(as_text=True)
    for secret in ("water", "thesecrettag", "boat"):
        assert secret not in body


def test_a_sealed_card_shows_the_way(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    fandom.moment(fandom.ada, SECRET, episode=(2, 6))
    fandom.place(fandom.bo, "s01e08")
    said = words(http(as_=fandom.bo).page(f"/shows/{SLUG}"))
    for each in ("You haven’t got this far yet", "S1E8, you", "S2E1", "4 more", "S2E6, this", "ada posted it"):
        assert each in said


def test_what_is_not_there_and_what_is_removed_look_the_same(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    http(as_=fandom.ada).page(f"/m/{moment}/delete", method="POST")
    gone, never = (http(as_=fandom.bo).page(f"/m/{each}") for each in (moment, "0000000000000"))
    assert gone.status_code == never.status_code == 404


def test_a_card_alone_is_only_the_card(http: Callable[..., Http], fandom: Fandom) -> None:
    body = http().page(f"/m/{fandom.moment(fandom.ada)}/card").get_data(as_text=True)
    assert body.strip().startswith("<article")
    assert "<html" not in body


def test_a_card_alone_leads_back_to_the_page_that_it_is_for(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada, SECRET, episode=(2, 6))
    fandom.place(fandom.bo, "s01e08")
    browser = http(as_=fandom.bo)
    for referrer, back in (
        (f"http://localhost/shows/{SLUG}?sort=new", f"/shows/{SLUG}?sort=new"),
        ("", f"/m/{moment}"),
    ):
        headers = {"Referer": referrer} if referrer else {}
        body = browser.page(f"/m/{moment}/card", headers=headers).get_data(as_text=True)
        assert f'value="{back}#m-{moment}"' in body


def test_a_visitor_signs_in_from_a_talk_that_was_brought_alone(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    body = http().page(f"/m/{moment}/talk").get_data(as_text=True)
    assert f"next=/m/{moment}/talk" not in body


def test_editing_changes_what_was_typed(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada, "She alredy knows.", episode=(1, 4), start_ms=751_000, end_ms=756_000)
    browser = http(as_=fandom.ada)
    form = browser.page(f"/m/{moment}/edit").get_data(as_text=True)
    assert 'value="12:31"' in form
    assert 'name="version" value="1"' in form
    typed = {"caption": "She already knows.", "episode": "s01e04", "start": "12:31", "end": "12:40", "version": "1"}
    assert browser.page(f"/m/{moment}/edit", method="POST", data=typed).status_code == 303
    said = words(browser.page(f"/m/{moment}"))
    assert "She already knows." in said
    assert "12:31–12:40" in said
    assert "edited" in said


def test_a_failed_edit_keeps_what_was_typed(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    typed = {"caption": "x" * 501, "version": "1"}
    answer = http(as_=fandom.ada).page(f"/m/{moment}/edit", method="POST", data=typed)
    assert answer.status_code == 422
    assert "x" * 501 in answer.get_data(as_text=True)
    assert 'id="caption-wrong"' in answer.get_data(as_text=True)


def test_an_edit_of_something_older_is_shown_again(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    browser = http(as_=fandom.ada)
    for caption, status in (("First.", 303), ("Second.", 412)):
        answer = browser.page(f"/m/{moment}/edit", method="POST", data={"caption": caption, "version": "1"})
        assert answer.status_code == status
    assert "Second." in answer.get_data(as_text=True)
    assert 'name="version" value="2"' in answer.get_data(as_text=True)


def test_only_the_author_edits_and_takes_back(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    for what in ("edit", "delete"):
        assert http(as_=fandom.bo).page(f"/m/{moment}/{what}").status_code == 403
        assert http(as_=fandom.bo).page(f"/m/{moment}/{what}", method="POST").status_code == 403


def test_taking_back_is_asked_for_once(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada)
    browser = http(as_=fandom.ada)
    assert "Take this moment back?" in words(browser.page(f"/m/{moment}/delete"))
    answer = browser.page(f"/m/{moment}/delete", method="POST")
    assert answer.headers["Location"] == f"/shows/{SLUG}"
    assert browser.page(f"/m/{moment}").status_code == 404


def test_hidden_words_are_hidden_around_other_moments(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    fandom.moment(fandom.ada, "So it was ||the lamplighter|| all along")
    body = http().page(f"/m/{moment}").get_data(as_text=True)
    assert "all along" in body
    assert "lamplighter" not in body


@pytest.mark.parametrize("state", ["held", "hidden"])
def test_what_is_not_up_takes_no_answers(http: Callable[..., Http], fandom: Fandom, words: Said, state: str) -> None:
    moment = fandom.moment(fandom.ada)
    fandom.comment(fandom.bo, moment)
    db.session.execute(update(Moment).where(Moment.id == moment).values(state=state))
    page = http(as_=fandom.ada).page(f"/m/{moment}")
    said = {"held": "Held until a moderator has looked.", "hidden": "A moderator has hidden this."}
    assert said[state] in words(page)
    assert "The kettle!" in words(page)
    for each in ("data-reactions", "write-say", ">Reply<"):
        assert each not in page.get_data(as_text=True)
