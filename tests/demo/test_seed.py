"""The whole demo, on a database of its own: cut short, gone on with, and started once more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from fandom.accounts.models import Account
from fandom.accounts.relations.models import Follow
from fandom.app import create_app
from fandom.clips.models import Render
from fandom.core import clock
from fandom.core.viewer import VISITOR
from fandom.demo import clips, people, seed, story
from fandom.feed.catch_up.queries import waiting
from fandom.feed.clipped.queries import heatmap
from fandom.feed.clusters.models import ClusteredMoment
from fandom.infra import delivery
from fandom.infra.db import db
from fandom.infra.outbox import Outbox
from fandom.moderation.models import Case
from fandom.posts.models import Comment, CommentReaction, Moment, Reaction
from fandom.posts.queries import moments
from fandom.sharing.ledger import queries as insights
from fandom.shows.models import Membership, Show
from tests.conftest import CountQueries
from tests.support.configured import settings
from tests.support.sources import give_film

STORIES = story.stories()


class CutShort(Exception):
    pass


@pytest.fixture
def house(committed_url: str, redis_url: str) -> Iterator[Flask]:
    app = create_app(settings(committed_url, redis_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def count(model: type[ClusteredMoment | Moment | Comment | CommentReaction | Reaction | Show]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def cut_short(done: int, total: int) -> None:
    if done == 3:
        raise CutShort


def deliver(app: Flask) -> None:
    for row in db.session.scalars(select(Outbox.id).where(Outbox.queue == "screening")).all():
        with app.app_context():
            delivery.deliver(row)
    db.session.expire_all()


def test_seed(house: Flask, count_queries: CountQueries) -> None:
    heard: list[tuple[int, int]] = []
    with pytest.raises(CutShort):
        seed.run(cut_short)
    assert count(Moment) == 3
    rest = seed.run(lambda done, total: heard.append((done, total)))
    assert (rest.moments, count(Moment)) == (len(STORIES) - 3, len(STORIES))
    assert heard[-1] == (len(STORIES) - 3, len(STORIES) - 3)
    with count_queries() as asked:
        assert str(seed.run()) == "The demo is here already."
    assert len(asked) <= 8
    counts_equal_their_rows()
    fans_follow_those_they_share_shows_with()
    what_is_ahead_is_sealed()
    noor_moderates_four_fandoms()
    something_waits_for_bo()
    what_was_corrected_opens_later()
    the_film_names_its_makers()
    the_liveliest_of_the_film_are_cut()
    what_many_have_clipped_is_gathered()
    bo_sees_how_it_went()
    deliver(house)
    moderators_have_work()


def counts_equal_their_rows() -> None:
    comments = (
        select(func.count()).where(Comment.moment_id == Moment.id, Comment.state == "published").scalar_subquery()
    )
    reactions = select(func.count()).where(Reaction.moment_id == Moment.id).scalar_subquery()
    wrong = select(Moment.id).where((Moment.comment_count != comments) | (Moment.reaction_count != reactions))
    assert db.session.scalars(wrong).all() == []
    assert count(Reaction) > 2000
    nods = select(func.count()).where(CommentReaction.comment_id == Comment.id).scalar_subquery()
    assert db.session.scalars(select(Comment.id).where(Comment.reaction_count != nods)).all() == []
    assert count(CommentReaction) > 300


def what_is_ahead_is_sealed() -> None:
    cast = people.bring_in(story.members(), {}, clock.now())
    ids = db.session.scalars(select(Moment.id).join(Show).where(Show.slug == "the-saltmarsh-line")).all()
    for handle in ("bo", "pip_later"):
        sealed = [moment.sealed for moment in moments(cast.viewers[handle], ids)]
        assert any(sealed)
        assert not all(sealed)


def fans_follow_those_they_share_shows_with() -> None:
    ours, theirs = aliased(Membership), aliased(Membership)
    shared = (ours.account_id == Follow.follower_id, theirs.account_id == Follow.followed_id)
    alike = exists().where(*shared, ours.show_id == theirs.show_id)
    follows = db.session.scalar(select(func.count()).select_from(Follow)) or 0
    assert follows >= 5 * len(story.members())
    assert db.session.scalar(select(func.count()).select_from(Follow).where(alike)) == follows


def something_waits_for_bo() -> None:
    cast = people.bring_in(story.members(), {}, clock.now())
    show_id = db.session.scalars(select(Show.id).where(Show.slug == "the-ninth-lantern")).one()
    found = waiting(cast.viewers["bo"], show_id)
    assert found.count >= 12
    assert found.first
    assert found.first.episode == "s02e01"


def what_was_corrected_opens_later() -> None:
    corrected = {each.caption: each.corrected for each in STORIES if each.corrected}
    rows = db.session.execute(select(Moment.reveal_season, Moment.reveal_number).where(Moment.caption.in_(corrected)))
    assert [tuple(row) for row in rows] == [each.reveals_at.episode for each in corrected.values()]


def noor_moderates_four_fandoms() -> None:
    assert db.session.scalar(select(func.count()).where(Membership.role == "moderator")) == 4


def the_film_names_its_makers() -> None:
    show = db.session.scalars(select(Show).where(Show.slug == "big-buck-bunny")).one()
    assert "Blender Foundation, CC BY 3.0" in show.welcome_html
    assert show.rules_html.count("<p>") == 3


def the_liveliest_of_the_film_are_cut() -> None:
    cast = people.bring_in(story.members(), {}, clock.now())
    show = db.session.scalars(select(Show).where(Show.slug == "big-buck-bunny")).one()
    give_film(show.id, duration_ms=596_000)
    assert (clips.bring_in(STORIES, cast), clips.bring_in(STORIES, cast)) == (clips.MOST, 0)
    cut = db.session.execute(select(Render.start_ms, Render.end_ms)).all()
    assert {tuple(each) for each in cut} == {(each.start_ms, each.end_ms) for each in clips.liveliest(STORIES)}


def moderators_have_work() -> None:
    cases = db.session.scalars(select(Case)).all()
    assert len(cases) >= 6
    assert {case.target_kind for case in cases} == {"moment", "comment"}
    assert "held" in db.session.scalars(select(Moment.state)).all()


def what_many_have_clipped_is_gathered() -> None:
    show = db.session.scalars(select(Show).where(Show.slug == "big-buck-bunny")).one()
    found = heatmap(VISITOR, show.id, (1, 1))
    assert max(each or 0 for each in found.bins) >= 5
    assert count(ClusteredMoment) >= 18


def bo_sees_how_it_went() -> None:
    bo = db.session.scalars(select(Account.id).where(Account.handle == "bo")).one()
    went = insights.of_author(bo, clock.now().date() - timedelta(days=28))
    assert went.total.opens > went.total.plays > went.total["title"] > 0
    assert len(went.days) > 7
