"""What writes leave behind: history, states, facts; a held moment is nobody else's business."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from fandom.core import clock
from fandom.core.bus import Fact
from fandom.core.screening import Finding, Verdict
from fandom.infra import db as database
from fandom.infra.db import db, unit_of_work
from fandom.posts import access, actions, queries
from fandom.posts.events import Mentioned, MomentChanged, MomentPublished, MomentRemoved, SuspicionRaised
from fandom.posts.models import Moment, MomentEdit
from fandom.posts.rules import Seal
from fandom.posts.values import MomentChange
from fandom.shows.models import Show
from fandom.shows.values import ShowView
from tests.posts.conftest import Post
from tests.support.people import Person

HOLD = Verdict("hold", (Finding("word", "a slur", 40),))
CASE = Verdict("publish_and_case", (Finding("link", "a new account's link", 10),))


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """What was told after commits."""
    told: list[Fact] = []
    monkeypatch.setattr(database, "_tell", told.extend)
    return told


def kinds(facts: list[Fact]) -> list[str]:
    return [type(fact).__name__ for fact in facts]


def edit(author: Person, moment_id: str, change: MomentChange) -> None:
    with unit_of_work():
        actions.edit_moment(moment=access.moment_to_edit(author.viewer, moment_id), change=change)


def delete(author: Person, moment_id: str) -> None:
    with unit_of_work():
        actions.delete_moment(moment=access.moment_to_delete(author.viewer, moment_id))


def state_of(moment_id: str) -> str:
    return db.session.execute(select(Moment.state).where(Moment.id == moment_id)).scalar_one()


def test_a_held_moment_is_told_to_moderation_only(
    facts: list[Fact], ada: Person, post: Post, verdicts: dict[str, Verdict]
) -> None:
    verdicts["slur"] = HOLD
    facts.clear()
    moment_id = post(ada, "a slur for @bob #tag")
    assert state_of(moment_id) == "held"
    assert kinds(facts) == ["SuspicionRaised"]
    fact = facts[0]
    assert isinstance(fact, SuspicionRaised)
    assert (fact.target_kind, fact.target_id, fact.held, fact.findings) == (
        "moment",
        moment_id,
        True,
        (("word", "a slur", 40),),
    )


def test_screening_reads_tags_too(ada: Person, post: Post, verdicts: dict[str, Verdict]) -> None:
    verdicts["#slur"] = HOLD
    assert state_of(post(ada, "harmless", tags=("slur",))) == "held"


def test_what_is_only_suspicious_is_published(
    facts: list[Fact], ada: Person, post: Post, verdicts: dict[str, Verdict]
) -> None:
    verdicts["link"] = CASE
    facts.clear()
    assert state_of(post(ada, "a link")) == "published"
    assert kinds(facts) == ["MomentPublished", "SuspicionRaised"]


def test_a_released_moment_is_published_then(
    facts: list[Fact], ada: Person, bo: Person, post: Post, verdicts: dict[str, Verdict]
) -> None:
    verdicts["slur"] = HOLD
    moment_id = post(ada, "a slur for @bob")
    facts.clear()
    with unit_of_work():
        assert actions.restore_moment(moment_id=moment_id)
    assert kinds(facts) == ["MomentPublished", "Mentioned"]
    assert queries.moment(bo.viewer, moment_id)


def test_an_edit_that_must_be_held_vanishes_for_others(
    facts: list[Fact], ada: Person, bo: Person, post: Post, verdicts: dict[str, Verdict]
) -> None:
    verdicts["slur"] = HOLD
    moment_id = post(ada, "harmless")
    facts.clear()
    edit(ada, moment_id, MomentChange(caption="a slur"))
    assert kinds(facts) == ["MomentRemoved", "SuspicionRaised"]
    assert queries.moment(bo.viewer, moment_id) is None
    edit(ada, moment_id, MomentChange(caption="harmless again"))
    assert state_of(moment_id) == "held", "only a moderator lets go of what is held"


def test_words_that_stay_are_not_screened_again(ada: Person, post: Post, verdicts: dict[str, Verdict]) -> None:
    moment_id = post(ada, "a word")
    verdicts["word"] = HOLD
    edit(ada, moment_id, MomentChange(episode=(1, 1)))
    assert state_of(moment_id) == "published"


def test_the_history_keeps_what_it_was(ada: Person, post: Post) -> None:
    moment_id = post(ada, "first", tags=("one",))
    edit(ada, moment_id, MomentChange(caption="second"))
    delete(ada, moment_id)
    edits = db.session.scalars(select(MomentEdit).order_by(MomentEdit.version)).all()
    assert [(each.version, each.was["caption"], each.was["tags"]) for each in edits] == [
        (1, "first", ["one"]),
        (2, "second", ["one"]),
    ]
    tombstone = db.session.get_one(Moment, moment_id)
    assert (tombstone.state, tombstone.caption, tombstone.caption_html, tombstone.tags) == ("deleted", "", "", [])


@pytest.mark.parametrize(
    ("before", "does", "after", "told"),
    [
        ("published", actions.hide_moment, "hidden", ["MomentRemoved"]),
        ("published", actions.remove_moment, "removed", ["MomentRemoved"]),
        ("published", actions.restore_moment, "published", []),
        ("held", actions.hide_moment, "hidden", []),
        ("held", actions.remove_moment, "removed", []),
        ("held", actions.restore_moment, "published", ["MomentPublished"]),
        ("hidden", actions.remove_moment, "removed", []),
        ("hidden", actions.restore_moment, "published", ["MomentPublished"]),
        ("removed", actions.restore_moment, "published", ["MomentPublished"]),
    ],
)
def test_what_moderators_do(facts, ada, post, before, does, after, told) -> None:  # type: ignore[no-untyped-def]
    moment_id = post(ada)
    with unit_of_work():
        db.session.get_one(Moment, moment_id).state = before
    facts.clear()
    with unit_of_work():
        assert does(moment_id=moment_id)
    assert state_of(moment_id) == after
    assert kinds(facts) == told


@pytest.mark.parametrize("does", [actions.hide_moment, actions.remove_moment, actions.restore_moment])
def test_moderators_do_nothing_to_what_is_gone(ada, post, does) -> None:  # type: ignore[no-untyped-def]
    moment_id = post(ada)
    delete(ada, moment_id)
    with unit_of_work():
        assert not does(moment_id=moment_id)
        assert not does(moment_id="0000000000000")
    assert state_of(moment_id) == "deleted"


def test_publishing_changing_and_deleting_are_told(facts: list[Fact], ada: Person, show: ShowView, post: Post) -> None:
    facts.clear()
    moment_id = post(ada)
    edit(ada, moment_id, MomentChange(caption="other"))
    delete(ada, moment_id)
    ids = (moment_id, show.id, ada.id)
    assert facts == [MomentPublished(*ids), MomentChanged(*ids), MomentRemoved(*ids)]


def test_only_those_newly_named_are_told(facts: list[Fact], ada: Person, bo: Person, mod: Person, post: Post) -> None:
    facts.clear()
    moment_id = post(ada, "@bob and @ada and @nobody")
    edit(ada, moment_id, MomentChange(caption="@bob and @mira"))
    told = [fact for fact in facts if isinstance(fact, Mentioned)]
    assert [fact.account_ids for fact in told] == [(bo.id,), (mod.id,)]


def test_the_show_knows_when_something_was_last_posted(ada: Person, show: ShowView, post: Post) -> None:
    post(ada)
    assert db.session.get_one(Show, show.id).last_post_at is not None


def test_of_two_at_once_the_later_one_counts(ada: Person, show: ShowView, post: Post) -> None:
    later = clock.now() + timedelta(seconds=5)
    with unit_of_work():
        db.session.execute(update(Show).where(Show.id == show.id).values(last_post_at=later))
    post(ada)
    assert db.session.get_one(Show, show.id, populate_existing=True).last_post_at == later


def test_a_spoiler_found_later_seals_it(ada: Person, bo: Person, show: ShowView, post: Post) -> None:
    moment_id = post(ada)
    row = db.session.get_one(Moment, moment_id)
    version = row.version
    found = queries.episode(show.id, (2, 3))
    assert found is not None
    with unit_of_work():
        assert actions.reseal_moment(moment_id=moment_id, seal=Seal(replace(found.end, ms=5)))
    assert queries.moment_row(moment_id).version == version + 1  # type: ignore[union-attr]
