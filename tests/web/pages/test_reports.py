"""Reporting something to the moderators."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from fandom.infra.db import db
from fandom.moderation.models import Report
from tests.support.http import Http
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]


def reports() -> int:
    return db.session.execute(select(func.count()).select_from(Report)).scalar_one()


def test_a_report_is_kept_and_thanked_for(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada)
    browser = http(as_=fandom.bo)
    path = f"/report?kind=moment&id={moment}"
    assert "What’s wrong with it?" in words(browser.page(path))
    typed = {"reason": "spoiler", "note": "names the person", "next": f"/shows/{SLUG}"}
    answer = browser.page(path, method="POST", data=typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/shows/{SLUG}")
    assert "Thank you." in words(browser.page(f"/shows/{SLUG}"))
    assert reports() == 1


def test_one_begins_with_the_reason(http: Callable[..., Http], fandom: Fandom) -> None:
    body = http(as_=fandom.bo).page(f"/report?kind=moment&id={fandom.moment(fandom.ada)}").get_data(as_text=True)
    assert 'value="spoiler" autofocus' in body
    assert body.count("autofocus") == 1


def test_without_a_reason_what_was_typed_stays(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    moment = fandom.moment(fandom.ada)
    answer = http(as_=fandom.bo).page(f"/report?kind=moment&id={moment}", method="POST", data={"note": "look"})
    assert answer.status_code == 422
    assert ">look</textarea>" in answer.get_data(as_text=True)
    assert "Choose what is wrong with it." in words(answer)
    assert reports() == 0


def test_ones_own_is_not_reported(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    assert http(as_=fandom.ada).page(f"/report?kind=moment&id={moment}").status_code == 422


@pytest.mark.parametrize("query", ["kind=moment&id=nothing", "kind=cat&id=1", "kind=moment", ""])
def test_what_is_not_there_cannot_be_reported(http: Callable[..., Http], fandom: Fandom, query: str) -> None:
    assert http(as_=fandom.bo).page(f"/report?{query}").status_code == 404


def test_comments_and_accounts_can_be_reported(http: Callable[..., Http], fandom: Fandom) -> None:
    comment = fandom.comment(fandom.ada, fandom.moment(fandom.ada))
    for query in (f"kind=comment&id={comment}", "kind=account&id=ada"):
        answer = http(as_=fandom.bo).page(f"/report?{query}", method="POST", data={"reason": "spam"})
        assert answer.status_code == 303
    assert reports() == 2


def test_visitors_sign_in_first(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    assert http().page(f"/report?kind=moment&id={moment}").status_code == 302
