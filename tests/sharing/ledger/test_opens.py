"""Who counts as having opened a moment: people, once, who came of themselves or by a reference of ours."""

import pytest

from fandom.core.viewer import VISITOR
from fandom.sharing.ledger.people import AT_ONE_ADDRESS
from fandom.sharing.references import reference_of
from tests.conftest import CountQueries
from tests.sharing.conftest import World
from tests.sharing.ledger.conftest import Browse, Counted, marks

SLACK = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def test_a_visitor_and_a_fan_count_once_each(world: World, browse: Browse, counted: Counted) -> None:
    for somebody in (browse(), browse(world.people["ahead"])):
        for _ in range(3):
            assert somebody.see(f"/m/{world.open}").status_code == 200
    assert counted(world.open) == {"outside": 2}


def test_visitors_are_told_apart_by_address_and_browser(world: World, browse: Browse, counted: Counted) -> None:
    for address, agent in (
        ("192.0.2.1", "Mozilla/5.0 a"),
        ("192.0.2.1", "Mozilla/5.0 b"),
        ("192.0.2.2", "Mozilla/5.0 a"),
    ):
        for _ in range(2):
            browse(address=address, agent=agent).see(f"/m/{world.open}")
    assert counted(world.open) == {"outside": 3}


def test_one_address_is_so_many_people_and_no_more(world: World, browse: Browse, counted: Counted) -> None:
    """However many names it goes by."""
    somebody = browse()
    for n in range(AT_ONE_ADDRESS * 4):
        somebody.agent = f"Mozilla/5.0 {n}"
        somebody.see(f"/m/{world.open}")
    assert 2 <= counted(world.open)["outside"] <= AT_ONE_ADDRESS


def test_the_way_they_came(world: World, browse: Browse, counted: Counted) -> None:
    via = reference_of(world.author.viewer, world.open)
    browse().see(f"/m/{world.open}?via={via}")
    browse().see(f"/m/{world.open}", headers={"Sec-Fetch-Site": "same-origin"})
    browse().see(f"/m/{world.open}", headers={"Referer": "http://localhost/shows/saltmarsh"})
    browse().see(f"/m/{world.open}", headers={"Referer": "http://elsewhere.example/"})
    assert counted(world.open) == {"link": 1, "inside": 2, "outside": 1}


def test_a_forged_or_foreign_reference_counts_nothing(world: World, browse: Browse, counted: Counted) -> None:
    via = reference_of(world.author.viewer, world.open)
    foreign = reference_of(world.author.viewer, world.late)
    for forged in (foreign, via[:-2] + "zz", via[1:], via + "A", "x", "é" * 22, "%2B" * 22, ""):
        answer = browse().see(f"/m/{world.open}?via={forged}")
        assert answer.status_code == 200
        assert "The kettle stops" in answer.text
    assert counted(world.open) == {"outside": 1}


def test_a_reference_used_again_counts_nothing(world: World, browse: Browse, counted: Counted) -> None:
    via = reference_of(VISITOR, world.open)
    somebody = browse()
    for _ in range(5):
        somebody.see(f"/m/{world.open}?via={via}")
    assert counted(world.open) == {"link": 1}


def test_not_its_author_and_not_who_shared_it(world: World, browse: Browse, counted: Counted) -> None:
    ahead, behind = world.people["ahead"], world.people["behind"]
    assert ahead is not None
    via = reference_of(ahead.viewer, world.open)
    browse(world.author).see(f"/m/{world.open}")
    browse(ahead).see(f"/m/{world.open}?via={via}")
    assert counted(world.open) == {}
    browse(behind).see(f"/m/{world.open}?via={via}")
    assert counted(world.open) == {"link": 1}


@pytest.mark.parametrize("agent", [SLACK, GOOGLE, "curl/8.1", "", "facebookexternalhit/1.1"])
def test_no_program(world: World, browse: Browse, counted: Counted, agent: str) -> None:
    assert browse(agent=agent).see(f"/m/{world.open}").status_code == 200
    assert counted(world.open) == {}


def test_nothing_that_nobody_looks_at(world: World, browse: Browse, counted: Counted) -> None:
    browse().see(f"/m/{world.open}", "HEAD")
    browse().see(f"/m/{world.open}", headers={"Sec-Purpose": "prefetch;prerender"})
    browse().see(f"/m/{world.open}/card")
    browse().see(f"/m/{world.open}/embed")
    assert counted(world.open) == {}


def test_what_is_sealed_is_not_opened(world: World, browse: Browse, counted: Counted) -> None:
    browse().see(f"/m/{world.late}")
    browse(world.people["behind"]).see(f"/m/{world.late}")
    assert counted(world.late) == {}
    browse(world.people["ahead"]).see(f"/m/{world.late}")
    assert counted(world.late) == {"outside": 1}


def test_counting_asks_nothing_before_the_answer_and_nothing_twice(
    world: World, browse: Browse, counted: Counted, count_queries: CountQueries
) -> None:
    somebody, program = browse(), browse(agent=GOOGLE)
    somebody.see(f"/m/{world.open}")
    with count_queries() as without:
        program.see(f"/m/{world.open}")
    with count_queries() as again:
        somebody.see(f"/m/{world.open}")
    assert len(again) == len(without)
    with count_queries() as first:
        browse().see(f"/m/{world.open}")
    ours = [each for each in first if "ledger" in each]
    assert len(ours) == 1
    assert [each for each in first if each not in ours][: len(without)] == first[: len(without)]
    assert counted(world.open) == {"outside": 2}


def test_a_failing_ledger_fails_no_page(
    world: World, browse: Browse, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    from fandom.sharing.ledger import actions

    def away(**_: object) -> int:
        raise OperationalError("insert", {}, Exception("away"))

    with monkeypatch.context() as broken:
        broken.setattr(actions, "note", away)
        somebody = browse()
        assert somebody.see(f"/m/{world.open}").status_code == 200
    assert marks() == 0
    somebody.see(f"/m/{world.open}")
    assert counted(world.open) == {"outside": 1}


def test_no_mark_says_who(world: World, browse: Browse) -> None:
    from sqlalchemy import select

    from fandom.infra.db import db
    from fandom.sharing.ledger.models import LedgerMark

    ahead = world.people["ahead"]
    assert ahead is not None
    browse(ahead).see(f"/m/{world.open}")
    browse(address="192.0.2.200").see(f"/m/{world.open}")
    people = db.session.scalars(select(LedgerMark.person)).all()
    assert len(people) == 2
    assert all(len(person) == 16 for person in people)
    assert not any(ahead.id.encode() in person or b"192" in person for person in people)
