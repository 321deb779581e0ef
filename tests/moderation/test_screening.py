"""What is answered before something is published: words, and links of new accounts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from fandom.core import clock, screening
from fandom.core.ids import new_id
from fandom.core.screening import Draft, Verdict
from fandom.infra.db import db, unit_of_work
from fandom.moderation import screening as answers
from fandom.moderation.actions.words import add_word, drop_word
from fandom.moderation.models import WordRule
from fandom.shows.values import ShowView
from tests.moderation.conftest import Desk
from tests.support.people import Person

Ask = Callable[..., Verdict]
Keep = Callable[..., WordRule]


@pytest.fixture
def ask(kestrel: Person, show: ShowView) -> Ask:
    def asked(text: str, show_id: str | None = show.id) -> Verdict:
        return screening.ask(Draft("moment", kestrel.id, show_id, text))

    return asked


@pytest.fixture
def keep(adele: Person) -> Keep:
    def add(phrase: str, outcome: str = "hold", show: ShowView | None = None) -> WordRule:
        with unit_of_work():
            return add_word(moderator=adele.viewer, show=show.ref if show else None, phrase=phrase, outcome=outcome)

    return add


def test_nothing_found_is_published(ask: Ask) -> None:
    assert ask("He winds it back") == Verdict()


def test_words(ask: Ask, keep: Keep) -> None:
    keep("hull")
    keep("keel", "publish_and_case")
    assert ask("the hull").held
    found = ask("the k33l")
    assert (found.outcome, [each.source for each in found.findings]) == ("publish_and_case", ["word"])
    both = ask("hull and keel")
    assert both.held
    assert sorted(each.points for each in both.findings) == [15, 30]


def test_words_of_another_fandom(ask: Ask, keep: Keep, other_show: ShowView) -> None:
    keep("hull", show=other_show)
    assert not ask("the hull").suspicious
    assert ask("the hull", other_show.id).held


def test_a_word_works_at_once_and_no_longer_when_it_is_dropped(ask: Ask, keep: Keep, adele: Person) -> None:
    assert not ask("the hull").suspicious
    word = keep("hull")
    assert ask("the hull").held
    with unit_of_work():
        drop_word(moderator=adele.viewer, word=word)
    assert not ask("the hull").suspicious


def test_what_another_process_adds_is_noticed_within_a_second(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(answers, "time", SimpleNamespace(monotonic=lambda: now[0]))
    answers.forget()
    assert not ask("the hull").suspicious
    with unit_of_work():
        db.session.add(WordRule(id=new_id(), phrase="hull", outcome="hold", created_at=clock.now()))
    assert not ask("the hull").suspicious
    now[0] += answers.FRESH_S
    assert ask("the hull").held


def test_an_unchanged_list_costs_no_query(ask: Ask, keep: Keep, count_queries: Callable[..., object]) -> None:
    keep("hull")
    ask("warm")
    with count_queries() as said:  # type: ignore[attr-defined]
        ask("the hull")
    assert said == []


def test_links_of_a_new_account(ask: Ask, kestrel: Person, frozen_clock: Callable[[datetime], None]) -> None:
    clock.thaw()
    assert ask("see https://example.org").outcome == "publish_and_case"
    assert ask("http://a.example http://b.example HTTPS://c.example").held
    assert ask("example.org and no link").outcome == "publish"
    frozen_clock(clock.now() + timedelta(hours=25))
    assert ask("see https://example.org http://b.example http://c.example").outcome == "publish"


def test_it_opens_a_case_and_takes_nothing_away(desk: Desk, app: Flask, kestrel: Person, keep: Keep) -> None:
    keep("keel", "publish_and_case")
    desk.moment(kestrel, "the keel")
    desk.run_jobs()
    case = desk.open_case()
    assert case.why == [{"points": 15, "text": "has “keel” in it"}]
    assert case.version == 1
