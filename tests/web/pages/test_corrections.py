"""A moderator's word, where it stands, that something spoils more than it says; and the same at the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from fandom.infra.db import db
from fandom.moderation.models import Case
from fandom.posts.models import Moment
from tests.support.http import Http
from tests.support.people import Person, make_fan
from tests.web.conftest import Fandom

Said = Callable[[Any], str]


@pytest.fixture
def marshal(fandom: Fandom) -> Person:
    return make_fan("marshal", moderates=[fandom.show.id])


def until(moment: str) -> tuple[int | None, int | None]:
    row = db.session.get_one(Moment, moment, populate_existing=True)
    return row.reveal_season, row.reveal_number


def test_from_the_menu_in_one_step(http: Callable[..., Http], fandom: Fandom, marshal: Person, words: Said) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 2))
    browser = http(as_=marshal)
    assert "Spoils more than it says" in words(browser.page(f"/m/{moment}"))
    assert "Spoils more than it says" not in words(http(as_=fandom.bo).page(f"/m/{moment}"))
    url = f"/moderation/correct?kind=moment&id={moment}"
    form = browser.page(url).get_data(as_text=True)
    assert '<option value="s01e03">' in form
    assert '<option value="s01e02">' not in form
    assert browser.page(url, method="POST", data={"reveals_at": "somewhere"}).status_code == 422
    assert browser.page(url, method="POST", data={"reveals_at": "s02e01"}).status_code == 303
    assert until(moment) == (2, 1)


def test_what_was_corrected_from_the_menu_is_taken_back_there(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, words: Said
) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 2))
    browser, url = http(as_=marshal), f"/moderation/correct?kind=moment&id={moment}"
    assert "Take it back" not in words(browser.page(url))
    browser.page(url, method="POST", data={"reveals_at": "s02e01"})
    sheet = browser.page(url)
    assert "Take it back" in words(sheet)
    undo = sheet.get_data(as_text=True).split('formaction="')[1].split('"')[0]
    case = browser.page(undo, method="POST", data={"reveals_at": "s02e02"})
    assert "Taken back." in words(browser.page(case.headers["Location"]))
    assert until(moment) == (1, 2)
    assert "Take it back" not in words(browser.page(url))


def test_a_case_that_is_decided_can_be_taken_back_where_it_is_read(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, words: Said
) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 2))
    browser = http(as_=marshal)
    browser.page(f"/moderation/correct?kind=moment&id={moment}", method="POST", data={"reveals_at": "s02e01"})
    case = db.session.scalar(select(Case.id).where(Case.target_id == moment))
    assert "Take it back" in words(browser.page(f"/moderation/{case}"))


def test_who_may_not(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada, episode=(1, 2))
    assert http(as_=fandom.bo).page(f"/moderation/correct?kind=moment&id={moment}").status_code == 403


def test_a_report_and_the_desk(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, words: Said, run_jobs: Callable[[], int]
) -> None:
    """Only as far as the reporter has got can they say that it goes; what they say is chosen already at the desk."""
    moment = fandom.moment(fandom.ada, episode=(1, 2))
    fandom.place(fandom.bo, "s01e05")
    reporter, url = http(as_=fandom.bo), f"/report?kind=moment&id={moment}"
    form = reporter.page(url).get_data(as_text=True)
    assert '<option value="s01e05">' in form
    assert '<option value="s01e06">' not in form
    reporter.page(url, method="POST", data={"reason": "spoiler", "reveals_at": "s01e05"})
    run_jobs()
    case = db.session.scalar(select(Case.id).where(Case.target_id == moment))
    browser = http(as_=marshal)
    desk = browser.page(f"/moderation/{case}")
    body = desk.get_data(as_text=True)
    assert '<option value="s01e05" selected>' in body
    assert "up to S1E5" in words(desk)
    letter = browser.page(f"/moderation/{case}/letter?remedies=spoiler&reason=spoiler&reveals_at=s01e05")
    assert "opens at S1E5 now" in letter.get_data(as_text=True)
    version = body.split('name="version" value="')[1].split('"')[0]
    typed = {"version": version, "token": "", "reason": "spoiler", "remedies": "spoiler", "reveals_at": "s01e05"}
    assert browser.page(f"/moderation/{case}/decision", method="POST", data=typed).status_code == 303
    assert until(moment) == (1, 5)
