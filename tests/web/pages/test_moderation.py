"""The desk: the queue, a case, the letter, deciding and taking back; all of it without scripts too."""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from sqlalchemy import select

from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.moderation import screening
from fandom.moderation.access import case_to_work, target_to_report
from fandom.moderation.actions.claims import LASTS, claim_case
from fandom.moderation.actions.reports import file_report
from fandom.moderation.actions.words import add_word
from fandom.moderation.models import Case
from fandom.moderation.remedies import Subject, statement
from fandom.moderation.values import Complaint
from tests.support.clipped import make_clip, show_clip
from tests.support.http import Http
from tests.support.people import Person, make_fan
from tests.web.conftest import Fandom

Said = Callable[[Any], str]
Reported = Callable[..., tuple[str, str]]


@pytest.fixture
def marshal(fandom: Fandom) -> Person:
    return make_fan("marshal", moderates=[fandom.show.id])


@pytest.fixture
def reported(fandom: Fandom, run_jobs: Callable[[], int]) -> Reported:
    """A moment by ada that bo minds, and the case about it."""

    def report(caption: str = "Buy cheap lanterns.", **draft: Any) -> tuple[str, str]:
        moment, reporter = fandom.moment(fandom.ada, caption, **draft), fandom.bo.viewer
        with unit_of_work():
            target = target_to_report(reporter, "moment", moment)
            file_report(reporter=reporter, target=target, complaint=Complaint("spam", "a shop"))
        run_jobs()
        return moment, str(db.session.scalar(select(Case.id).where(Case.target_id == moment)))

    return report


def decision(browser: Http, case: str, **fields: Any) -> Any:
    body = browser.page(f"/moderation/{case}").get_data(as_text=True)
    version = body.split('name="version" value="')[1].split('"')[0]
    typed = {"version": version, "token": "", "reason": "spam"} | fields
    return browser.page(f"/moderation/{case}/decision", method="POST", data=typed)


def test_the_queue_says_why(http: Callable[..., Http], marshal: Person, reported: Reported, words: Said) -> None:
    reported()
    said = words(http(as_=marshal).page("/moderation"))
    for each in ("Moment by ada", "The Saltmarsh Line", "may be spam", "1 report", "due in"):
        assert each in said


@pytest.mark.parametrize("phrase", ["<b hx-get=/x>", "50% off"])
def test_a_word_on_the_list_is_text(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, run_jobs: Callable[[], int], phrase: str
) -> None:
    screening.forget()
    with unit_of_work():
        add_word(moderator=marshal.viewer, show=fandom.show.ref, phrase=phrase, outcome="publish_and_case")
    fandom.moment(fandom.ada, f"Look, {phrase} here.")
    run_jobs()
    desk = http(as_=marshal).page("/moderation")
    assert desk.status_code == 200
    assert f"has “{escape(phrase)}” in it" in desk.get_data(as_text=True)
    screening.forget()


def test_the_desk_is_for_moderators(http: Callable[..., Http], fandom: Fandom, reported: Reported) -> None:
    _, case = reported()
    for path in ("/moderation", "/moderation/queue"):
        assert http(as_=fandom.bo).page(path).status_code == 403
        assert http().page(path).status_code == 302
    for path in (f"/moderation/{case}", f"/moderation/{case}/letter"):
        assert http(as_=fandom.bo).page(path).status_code == 404
    assert http(as_=make_fan("other", moderates=[])).page(f"/moderation/{case}").status_code == 404


def test_a_case_shows_the_thing_and_the_moves(
    http: Callable[..., Http], marshal: Person, reported: Reported, words: Said
) -> None:
    _, case = reported()
    said = words(http(as_=marshal).page(f"/moderation/{case}"))
    for each in ("Buy cheap lanterns.", "a shop", "Leave it", "Hide", "Remove", "Warn", "ada will read"):
        assert each in said


def test_words_past_ones_own_horizon_stay_covered(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, reported: Reported
) -> None:
    _, case = reported("It was the boat.", episode=(2, 6))
    fandom.place(marshal, "s01e01")
    body = http(as_=marshal).page(f"/moderation/{case}").get_data(as_text=True)
    assert "4 words about S2E6" in body
    assert body.index('<details class="covered">') < body.index("It was the boat.")


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [(["remove"], "we have taken down"), (["hide", "warn"], "take this as a warning"), ([], ""), (["bank"], "")],
)
def test_the_letter_follows_what_is_chosen(
    http: Callable[..., Http], marshal: Person, reported: Reported, chosen: list[str], sentence: str
) -> None:
    _, case = reported()
    query = {"remedies": chosen, "reason": "spam"}
    letter = http(as_=marshal).page(f"/moderation/{case}/letter", query_string=query).get_data(as_text=True)
    assert sentence in letter
    assert bool(letter) == bool(sentence)


def test_deciding_without_scripts_claims_first(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, reported: Reported, words: Said
) -> None:
    moment, case = reported()
    browser = http(as_=marshal)
    answer = decision(browser, case, remedies="remove")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/moderation")
    assert "Decided." in words(browser.page("/moderation"))
    assert http(as_=fandom.bo).page(f"/m/{moment}").status_code == 404


def test_one_is_led_to_the_next_case(http: Callable[..., Http], marshal: Person, reported: Reported) -> None:
    (_, first), (_, second) = reported("One."), reported("Two.")
    answer = decision(http(as_=marshal), first, remedies="leave", reason="none")
    assert answer.headers["Location"] == f"/moderation/{second}"


def on_it(moderator: Person, case: str) -> None:
    with unit_of_work():
        claim_case(moderator=moderator.viewer, case=case_to_work(moderator.viewer, case))


def test_nobody_is_led_to_a_case_that_another_is_on(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, reported: Reported, frozen_clock: Callable[..., None]
) -> None:
    (_, first), (_, second), (_, third) = (reported(each) for each in ("One.", "Two.", "Three."))
    on_it(make_fan("deputy", moderates=[fandom.show.id]), second)
    answer = decision(http(as_=marshal), first, remedies="leave", reason="none")
    assert answer.headers["Location"] == f"/moderation/{third}"
    frozen_clock(clock.now() + LASTS)
    answer = decision(http(as_=marshal), third, remedies="leave", reason="none")
    assert answer.headers["Location"] == f"/moderation/{second}"


def test_when_others_are_on_every_case_the_desk_says_so(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, reported: Reported, words: Said
) -> None:
    (_, first), (_, second) = reported("One."), reported("Two.")
    on_it(make_fan("deputy", moderates=[fandom.show.id]), second)
    browser = http(as_=marshal)
    answer = decision(browser, first, remedies="leave", reason="none")
    assert answer.headers["Location"] == "/moderation"
    said = words(browser.page("/moderation"))
    assert "Others are on every case that waits. There is nothing for you to do right now." in said
    assert "Your move" not in said


def test_a_case_that_another_is_on_is_for_reading(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, reported: Reported, words: Said
) -> None:
    _, case = reported()
    on_it(make_fan("deputy", moderates=[fandom.show.id]), case)
    browser = http(as_=marshal)
    said = words(browser.page(f"/moderation/{case}"))
    assert "deputy is on it" in said
    assert "Decide, and next" not in said
    refused = browser.page(f"/moderation/{case}/decision", method="POST", data={"remedies": "hide", "note": "mine"})
    assert refused.status_code == 409
    assert ">mine</textarea>" in refused.get_data(as_text=True)


def test_a_decision_can_be_taken_back_at_once(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, reported: Reported
) -> None:
    moment, case = reported()
    browser = http(as_=marshal)
    decision(browser, case, remedies="remove")
    body = browser.page("/moderation").get_data(as_text=True)
    path = body.split('action="/moderation/decisions/')[1].split('"')[0]
    answer = browser.page(f"/moderation/decisions/{path}", method="POST")
    assert answer.headers["Location"] == f"/moderation/{case}"
    assert http(as_=fandom.bo).page(f"/m/{moment}").status_code == 200


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"remedies": ["leave", "remove"]}, 422),
        ({}, 422),
        ({"remedies": "remove", "reason": "none"}, 422),
        ({"remedies": "remove", "version": "99"}, 409),
        ({"remedies": "remove", "token": "not mine"}, 409),
    ],
)
def test_what_cannot_be_decided_says_why_and_keeps_what_was_chosen(
    http: Callable[..., Http], marshal: Person, reported: Reported, fields: dict[str, Any], status: int
) -> None:
    _, case = reported()
    answer = decision(http(as_=marshal), case, note="look here", **fields)
    body = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert 'class="wrong"' in body
    assert ">look here</textarea>" in body


def test_the_queue_alone_is_only_the_queue(http: Callable[..., Http], marshal: Person, reported: Reported) -> None:
    _, case = reported()
    body = http(as_=marshal).page(f"/moderation/queue?at={case}").get_data(as_text=True)
    assert body.strip().startswith("<section")
    assert 'aria-current="page"' in body


def test_the_desk_follows_what_one_moderates(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, app: Any
) -> None:
    assert 'data-watch="moderation:the-saltmarsh-line"' in http(as_=marshal).page("/moderation").get_data(as_text=True)
    everywhere = make_fan("chief", moderates_all=True)
    assert 'data-watch="moderation"' in http(as_=everywhere).page("/moderation").get_data(as_text=True)


def test_an_author_reads_why_it_is_gone(
    http: Callable[..., Http], fandom: Fandom, marshal: Person, reported: Reported, words: Said
) -> None:
    moment, case = reported()
    assert decision(http(as_=marshal), case, remedies=["remove"]).status_code == 303
    page = http(as_=fandom.ada).page(f"/m/{moment}")
    told = statement(["remove"], Subject("moment", "published", "ada", fandom.show.title), "spam")
    assert "A moderator has removed this." in words(page)
    assert " ".join(told.split()) in words(page)
    body = page.get_data(as_text=True)
    assert "data-reactions" not in body
    assert 'id="talk"' not in body


def test_what_was_taken_back_says_so(
    http: Callable[..., Http], marshal: Person, reported: Reported, words: Said
) -> None:
    _, case = reported()
    browser = http(as_=marshal)
    decision(browser, case, remedies=["hide"])
    body = browser.page("/moderation").get_data(as_text=True)
    assert 'aria-keyshortcuts="U"' in body
    path = body.split('action="/moderation/decisions/')[1].split('"')[0]
    assert browser.page(f"/moderation/decisions/{path}", method="POST").status_code == 303
    said = words(browser.page(f"/moderation/{case}"))
    assert "Taken back." in said
    assert said.count("(taken back)") == 2


def test_a_clip_on_the_desk_is_veiled_and_can_be_played(
    http: Callable[..., Http], marshal: Person, fandom: Fandom, run_jobs: Callable[[], int]
) -> None:
    reporter, clip = fandom.bo.viewer, make_clip()
    moment = show_clip(fandom.moment(fandom.ada, episode=(1, 1), start_ms=1_000, end_ms=5_000), clip)
    with unit_of_work():
        target = target_to_report(reporter, "moment", moment)
        file_report(reporter=reporter, target=target, complaint=Complaint("violence"))
    run_jobs()
    case = db.session.scalar(select(Case.id).where(Case.target_id == moment))
    body = http(as_=marshal).page(f"/moderation/{case}").get_data(as_text=True)
    assert 'aria-label="The clip, press to see it or to cover it"' in body
    assert f'poster="/media/{clip}/640.jpg" src="/media/{clip}/clip.mp4"' in body
    assert body.index('<details class="veil">') < body.index("Cover it again") < body.index("<video controls")
