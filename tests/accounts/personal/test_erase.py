"""Leaving for good: of all that was said nothing is found anywhere; what others said stands, and counts are right."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from fandom.accounts.models import Session
from fandom.accounts.personal import actions
from fandom.accounts.personal.models import Erasure
from fandom.core import clock, personal
from fandom.infra.audit import AuditRow, first_broken
from fandom.infra.db import db, unit_of_work
from fandom.moderation import personal as moderation
from fandom.moderation.access import target_to_report
from fandom.moderation.actions.reports import file_report
from fandom.moderation.models import Case
from fandom.moderation.queries.history import UNDO_FOR
from fandom.moderation.values import Complaint
from fandom.posts.models import Comment, Moment, Reaction
from fandom.shows.models import Show
from tests.accounts.personal.conftest import Life
from tests.accounts.personal.searching import found
from tests.support.people import make_fan, token_of

Run = Callable[[], int]


@pytest.fixture
def leave(http: Any, run_jobs: Run) -> Callable[[Life], Any]:
    def run(life: Life) -> Any:
        browser = http(as_=life.ada)
        answer = browser.delete("/me", json={"password": life.ada.password})
        assert answer.status_code == 204, answer.text
        db.session.expire_all()
        run_jobs()
        return browser

    return run


def test_they_are_there_before(app: Flask, life: Life) -> None:
    places = found(app, life.words.values())
    missing = {where for where, said in life.words.items() if not any(line.startswith(said) for line in places)}
    assert missing == set()


def test_nothing_is_left_of_what_was_said(app: Flask, http: Any, life: Life, leave: Any, run_jobs: Run) -> None:
    http(as_=life.ada).post("/me/exports", headers={"Idempotency-Key": life.says("key")})
    http(as_=life.ada).put("/shows/sintel/draft", json={"caption": life.says("draft")})
    run_jobs()
    leave(life)
    _close_cases()
    moderation.erase_closed()
    assert found(app, life.words.values()) == []


def test_what_others_said_stands(life: Life, leave: Any, http: Any) -> None:
    leave(life)
    rows = http(as_=life.bo).get(f"/moments/{life.ids['theirs']}/comments").json["items"]
    assert [(each["id"], each["body"]) for each in rows] == [(life.ids["comment"], None), (life.ids["answer"], ANSWER)]
    moment = http(as_=life.bo).get(f"/moments/{life.ids['theirs']}").json
    assert (moment["reactions"], moment["reaction_count"], moment["comment_count"]) == ({"🔥": 1}, 1, 1)
    assert http(as_=life.bo).get(f"/moments/{life.ids['moment']}").status_code == 404
    assert http(as_=life.bo).get(f"/accounts/{life.ada.handle}").status_code == 404


ANSWER = "I think so, too"


def test_counts_are_those_of_the_rows(life: Life, leave: Any) -> None:
    leave(life)
    counted = select(func.count()).select_from(Comment).where(Comment.moment_id == Moment.id)
    rows = counted.where(Comment.state == "published").scalar_subquery()
    given = select(func.count()).select_from(Reaction).where(Reaction.moment_id == Moment.id).scalar_subquery()
    wrong = (Moment.state != "deleted") & ((Moment.comment_count != rows) | (Moment.reaction_count != given))
    assert db.session.scalars(select(Moment.id).where(wrong)).all() == []
    assert db.session.scalars(select(Show.member_count)).all() == [0]
    assert db.session.scalars(select(Reaction.account_id)).all() == [life.bo.id]


def test_every_session_ends(life: Life, http: Any, leave: Any) -> None:
    other = http(as_=life.ada)
    assert other.get("/me").status_code == 200
    browser = leave(life)
    assert other.get("/me").status_code == 401
    assert browser.get("/me").status_code == 401
    assert db.session.scalar(select(func.count()).select_from(Session).where(Session.account_id == life.ada.id)) == 0


def test_the_handle_is_nobodys_again(app: Flask, life: Life, leave: Any, http: Any) -> None:
    leave(life)
    asked = {"handle": life.ada.handle.upper(), "email": "new@example.org", "password": "a lantern in the marsh"}
    answer = http().post("/accounts", json=asked)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["handle"])
    assert http().post("/session", json={"login": life.ada.handle, "password": life.ada.password}).status_code == 401


def test_the_chain_keeps_ids_and_holds(life: Life, leave: Any) -> None:
    leave(life)
    said = db.session.scalars(select(AuditRow.action).where(AuditRow.target_id == life.ada.id)).all()
    assert said[-2:] == ["account.delete", "account.erased"]
    assert first_broken() is None


@pytest.mark.parametrize("body", [{"password": "wrong one"}, {"password": ""}, {"surprise": 1}])
def test_who_does_not_know_the_password_stays(life: Life, http: Any, body: dict[str, object]) -> None:
    fan = http(as_=life.ada)
    assert fan.delete("/me", json=body).status_code == 422
    assert fan.get("/me").status_code == 200


def test_who_has_just_signed_in_need_not_type_it_again(life: Life, http: Any, frozen_clock: Any) -> None:
    frozen_clock(clock.now())
    first, second = http(as_=life.ada), http(as_=life.ada)
    frozen_clock(clock.now() + timedelta(minutes=10))
    assert list(first.delete("/me", json={}).json["errors"]) == ["password"]
    frozen_clock(clock.now() - timedelta(minutes=1))
    assert second.delete("/me", json={}).status_code == 204


def test_the_last_administrator_cannot_leave(app: Flask, http: Any) -> None:
    make_fan("old", is_admin=True, state="banned")
    eve = make_fan("eve", is_admin=True)
    answer = http(as_=eve).delete("/me", json={"password": eve.password})
    assert (answer.status_code, answer.json["type"]) == (409, "/api/docs#last-administrator")
    make_fan("ida", is_admin=True)
    assert http(as_=eve).delete("/me", json={"password": eve.password}).status_code == 204


def test_a_token_cannot_leave_for_somebody(life: Life, http: Any) -> None:
    token = {"Authorization": f"Bearer {token_of(life.ada)}"}
    answer = http().delete("/me", json={"password": life.ada.password}, headers=token)
    assert answer.status_code == 403


def test_an_open_case_keeps_its_evidence_until_it_closes(app: Flask, life: Life, leave: Any, run_jobs: Run) -> None:
    with unit_of_work():
        target = target_to_report(life.bo.viewer, "moment", life.ids["moment"])
        file_report(reporter=life.bo.viewer, target=target, complaint=Complaint("spoiler"))
    run_jobs()
    leave(life)
    kept = [life.words[where] for where in ("caption", "alt")]
    assert {line.partition(" ")[0] for line in found(app, kept)} == set(kept)
    moderation.erase_closed()
    assert found(app, kept)
    _close_cases()
    with unit_of_work():
        moderation.erase_closed()
    assert found(app, [life.words["caption"]]) == []


def _close_cases() -> None:
    """Decided so long ago that nobody can take it back."""
    over = clock.now() - UNDO_FOR - timedelta(days=2)
    db.session.execute(update(Case).values(state="decided", decided_at=over))
    db.session.flush()


def test_a_part_that_failed_is_done_again(life: Life, http: Any, run_jobs: Run, monkeypatch: Any) -> None:
    """Cut off after any step, the rest is still due."""
    assert http(as_=life.ada).delete("/me", json={"password": life.ada.password}).status_code == 204
    row = db.session.get_one(Erasure, life.ada.id)
    assert row.ended_at is None
    for part in personal.erasing():
        for _ in range(2):
            with unit_of_work():
                personal.erase(part, life.ada.id)
    run_jobs()
    assert db.session.get_one(Erasure, life.ada.id, populate_existing=True).ended_at


def test_it_is_looked_through_once_more(life: Life, leave: Any, run_jobs: Run) -> None:
    """What was on its way while the account was deleted."""
    leave(life)
    with unit_of_work():
        db.session.execute(update(Moment).where(Moment.id == life.ids["moment"]).values(state="published", caption="x"))
        db.session.execute(update(Erasure).values(ended_at=clock.now() - timedelta(hours=1)))
    with unit_of_work():
        actions.tidy()
    run_jobs()
    assert db.session.get_one(Moment, life.ids["moment"], populate_existing=True).caption == ""


def test_large_lives_take_several_steps(life: Life, leave: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fandom.posts.personal.AT_ONCE", 1)
    monkeypatch.setattr("fandom.media.personal.AT_ONCE", 1)
    leave(life)
    left = select(func.count()).select_from(Moment).where(Moment.author_id == life.ada.id, Moment.state != "deleted")
    assert db.session.scalar(left) == 0


def test_others_of_a_grouped_line_stay_in_it(life: Life, leave: Any, http: Any, run_jobs: Run) -> None:
    cy = make_fan("cy")
    http(as_=cy).put(f"/accounts/{life.bo.handle}/follow")
    run_jobs()
    leave(life)
    told = http(as_=life.bo).get("/notifications").json["items"]
    assert life.ada.handle not in str(told)
    assert "cy" in str(told)
