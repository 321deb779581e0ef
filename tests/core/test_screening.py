"""The strictest verdict wins, and no answer means publish."""

import pytest

from fandom.core import screening
from fandom.core.screening import Answer, Draft, Finding, Outcome, Verdict

DRAFT = Draft("moment", "ada", "show", "hello")


@pytest.fixture(autouse=True)
def _only_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening, "_answers", [])


def always(outcome: Outcome, *findings: Finding) -> Answer:
    return lambda _: Verdict(outcome, findings)


def test_nobody_answers() -> None:
    assert screening.ask(DRAFT) == Verdict("publish", ())


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (["hold", "publish", "publish_and_case"], "hold"),
        (["publish", "publish_and_case"], "publish_and_case"),
        (["publish", "publish"], "publish"),
    ],
)
def test_the_strictest_wins(said: list[Outcome], outcome: Outcome) -> None:
    for each in said:
        screening.answer_with(always(each))
    assert screening.ask(DRAFT).outcome == outcome


def test_findings_of_all_are_kept() -> None:
    word, link = Finding("word", "a slur", 40), Finding("link", "a new account's link", 10)
    screening.answer_with(always("hold", word))
    screening.answer_with(always("publish_and_case", link))
    assert screening.ask(DRAFT).findings == (word, link)


def test_the_draft_is_what_they_are_asked_about() -> None:
    heard: list[Draft] = []

    def listen(draft: Draft) -> Verdict:
        heard.append(draft)
        return Verdict()

    screening.answer_with(listen)
    screening.ask(DRAFT)
    assert heard == [DRAFT]


def test_answering_twice_is_answering_once() -> None:
    answer = always("publish", Finding("word", "x", 1))
    screening.answer_with(answer)
    screening.answer_with(answer)
    assert len(screening.ask(DRAFT).findings) == 1
    screening.forget(answer)
    assert screening.ask(DRAFT).findings == ()


def test_what_a_verdict_means() -> None:
    assert Verdict("hold").held
    assert Verdict("hold").suspicious
    assert Verdict("publish_and_case").suspicious
    assert not Verdict("publish_and_case").held
    assert not Verdict("publish").suspicious
