"""A moment comes in with its talk, as its people would have made it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.demo import people, threads, words
from fandom.demo.people import Cast
from fandom.demo.story import Grievance, Member, Remark, Story
from fandom.infra.db import db
from fandom.moderation.models import Report, WordRule
from fandom.posts.models import Comment, Moment, Reaction
from tests.support.catalogue import make_show

NOW = datetime(2026, 6, 1, 20, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
MEMBERS = (
    Member("ada", "Ada", 400, "", {"the-saltmarsh-line": ("all",)}),
    Member("noor", "Noor", 400, "", {"the-saltmarsh-line": ("s01e01",)}, moderates=("the-saltmarsh-line",)),
    Member("tuck", "Tuck", 400, "", {"the-saltmarsh-line": ("s01e02",)}),
)


def told(**fields: object) -> Story:
    wanted: dict[str, object] = {
        "show": "the-saltmarsh-line",
        "by": "ada",
        "caption": "The kettle stops.",
        "ago": 5 * HOUR,
        "episode": (1, 2),
        "start_ms": 4_000,
        "end_ms": 9_000,
    }
    return Story(**wanted | fields)  # type: ignore[arg-type]


@pytest.fixture
def show_id(app: Flask) -> str:
    return make_show("the-saltmarsh-line").id


@pytest.fixture
def cast(show_id: str) -> Cast:
    return people.bring_in(MEMBERS, {"the-saltmarsh-line": show_id}, NOW)


def test_a_moment_stands_where_and_when_it_was_told(cast: Cast, show_id: str) -> None:
    each = told(tags=("the-kettle",))
    assert threads.key(each, cast) not in threads.ids(cast)
    threads.bring_in(each, cast, show_id)
    assert threads.key(each, cast) in threads.ids(cast)
    moment = db.session.scalars(select(Moment)).one()
    assert (moment.created_at, moment.tags, moment.end_ms) == (NOW - 5 * HOUR, ["the-kettle"], 9_000)


def test_talk_keeps_its_threads_and_its_order(cast: Cast, show_id: str) -> None:
    answer = Remark("tuck", "It is lifted.", 2 * HOUR)
    first = Remark("ada", "Listen.", 4 * HOUR, at_ms=5_000, replies=(answer,))
    threads.bring_in(told(comments=(first, Remark("tuck", "Again.", 3 * HOUR))), cast, show_id)
    rows = db.session.scalars(select(Comment).order_by(Comment.id)).all()
    assert [row.body for row in rows] == ["Listen.", "Again.", "It is lifted."]
    assert rows[2].parent_id == rows[0].id
    assert db.session.scalars(select(Moment.comment_count)).one() == 3


def test_what_was_taken_back_leaves_its_answers(cast: Cast, show_id: str) -> None:
    answer = Remark("ada", "I saw that.", 2 * HOUR)
    gone = Remark("tuck", "It's Halloran.", 3 * HOUR, taken_back=True, replies=(answer,))
    threads.bring_in(told(comments=(gone,)), cast, show_id)
    assert db.session.execute(select(Comment.state, Comment.body).order_by(Comment.id)).all() == [
        ("deleted", ""),
        ("published", "I saw that."),
    ]
    assert db.session.scalars(select(Moment.comment_count)).one() == 1


def test_only_those_react_who_have_got_that_far(cast: Cast, show_id: str) -> None:
    threads.bring_in(told(reactions={"🔥": 9, "😭": 1}), cast, show_id)
    fans = set(db.session.scalars(select(Reaction.account_id)))
    assert fans == {cast.viewers["tuck"].account_id}
    assert db.session.scalars(select(Moment.reactions)).one() == {"🔥": 1, "😭": 1}


def test_reports_are_filed_with_evidence(cast: Cast, show_id: str) -> None:
    grievance = Grievance("tuck", "spoiler", "names the person")
    threads.bring_in(told(reports=(grievance,)), cast, show_id)
    report = db.session.scalars(select(Report)).one()
    assert (report.target_kind, report.reason, report.note) == ("moment", "spoiler", "names the person")
    assert NOW - 5 * HOUR < report.created_at < NOW


def test_a_word_of_the_list_holds_and_nobody_answers(cast: Cast, show_id: str) -> None:
    words.bring_in(cast)
    threads.bring_in(told(caption="a leaked script", comments=(Remark("tuck", "No.", HOUR),)), cast, show_id)
    assert db.session.scalars(select(Moment.state)).one() == "held"
    assert db.session.scalars(select(Comment)).all() == []


def test_words_come_once(cast: Cast) -> None:
    words.bring_in(cast)
    before = db.session.scalars(select(WordRule.id)).all()
    words.bring_in(cast)
    assert db.session.scalars(select(WordRule.id)).all() == before
