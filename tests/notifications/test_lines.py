"""Lines that stand for several occasions: each is told once, and the line comes back with it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from fandom.accounts.relations import actions as relations
from fandom.accounts.relations.events import Followed
from fandom.core import clock
from fandom.infra.db import db, unit_of_work
from fandom.notifications import handlers
from fandom.notifications.models import Notification
from fandom.posts.access import moment_to_answer
from fandom.posts.comments.actions import remove_comment
from fandom.posts.events import CommentPosted, MilestoneReached
from fandom.posts.reactions import actions as reactions
from tests.conftest import CountQueries
from tests.moderation.conftest import Desk
from tests.notifications.conftest import Inbox
from tests.support.http import Http
from tests.support.people import Person, make_fan

Client = Callable[..., Http]


@pytest.fixture
def crowd(app: object) -> list[Person]:
    return [make_fan(f"crowd_{number}") for number in range(5)]


def follow(follower: Person, followed: Person) -> None:
    with unit_of_work():
        handlers.tell_of_follower(Followed(follower.id, followed.id))


def reached(desk: Desk, moment: str, *counts: int) -> None:
    for count in counts:
        with unit_of_work():
            handlers.tell_of_milestone(MilestoneReached(moment, desk.show.id, count))


def test_one_two_and_many(desk: Desk, inbox: Inbox, kestrel: Person, crowd: list[Person]) -> None:
    moment, said = desk.moment(kestrel), []
    for person in crowd:
        desk.comment(person, moment, f"by {person.handle}")
        (line,) = inbox(kestrel)
        said.append(line["text"])
    assert said == [
        "crowd_0 commented on your moment",
        "crowd_1 and crowd_0 commented on your moment",
        "crowd_2, crowd_1 and 1 other commented on your moment",
        "crowd_3, crowd_2 and 2 others commented on your moment",
        "crowd_4, crowd_3 and 3 others commented on your moment",
    ]


def test_the_same_person_counts_once(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person) -> None:
    moment = desk.moment(kestrel)
    for number in range(3):
        desk.comment(bo, moment, f"number {number}")
    (line,) = inbox(kestrel)
    found: Any = line
    assert (found["text"], found["others"]) == ("bobo commented on your moment", 0)
    assert found["subject"]["excerpt"] == "number 2"


def test_it_comes_back_unread_with_a_new_time(
    http: Client, desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person
) -> None:
    moment = desk.moment(kestrel)
    desk.comment(bo, moment)
    (first,) = inbox(kestrel)
    client = http(as_=kestrel)
    assert client.post("/notifications/read", {"up_to": first["id"]}).json == {"unread": 0}
    desk.comment(noor, moment)
    (again,) = inbox(kestrel)
    found: Any = again
    assert found["read"] is False
    assert (found["id"] > str(first["id"]), found["at"] >= str(first["at"])) == (True, True)
    # Who has only seen what it said before has not read what it says now.
    assert client.post("/notifications/read", {"up_to": first["id"]}).json == {"unread": 1}


def test_the_same_occasion_does_not_bring_it_back(
    http: Client, desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person
) -> None:
    moment = desk.moment(kestrel)
    comments = [desk.comment(each, moment) for each in (bo, noor)]
    (line,) = inbox(kestrel)
    http(as_=kestrel).post("/notifications/read", {"up_to": line["id"]})
    with unit_of_work():
        handlers.tell_of_comment(CommentPosted(comments[0], moment, desk.show.id, bo.id))
    (again,) = inbox(kestrel)
    assert (again["id"], again["read"]) == (line["id"], True)


def test_moments_have_lines_of_their_own(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person) -> None:
    for _ in range(2):
        desk.comment(bo, desk.moment(kestrel))
    assert len(inbox(kestrel)) == 2


def test_when_the_last_comment_is_gone_it_leads_to_the_moment(
    desk: Desk, inbox: Inbox, kestrel: Person, bo: Person, noor: Person
) -> None:
    moment = desk.moment(kestrel, "The kettle")
    desk.comment(bo, moment)
    last = desk.comment(noor, moment)
    with unit_of_work():
        remove_comment(comment_id=last)
    (line,) = inbox(kestrel)
    found: Any = line
    assert (found["subject"]["kind"], found["subject"]["id"]) == ("moment", moment)


def test_followers_of_a_day_share_a_line(inbox: Inbox, kestrel: Person, bo: Person, noor: Person) -> None:
    follow(bo, kestrel)
    follow(noor, kestrel)
    (line,) = inbox(kestrel)
    found: Any = line
    assert (found["kind"], found["text"]) == ("follow", "noor and bobo follow you")
    assert found["subject"]["url"] == "http://localhost/u/noor"


def test_following_again_is_no_news(
    inbox: Inbox, kestrel: Person, bo: Person, frozen_clock: Callable[..., None]
) -> None:
    follow(bo, kestrel)
    frozen_clock(clock.now().replace(year=2027))
    follow(bo, kestrel)
    assert len(inbox(kestrel)) == 1


def test_a_follow_is_told_of(inbox: Inbox, kestrel: Person, bo: Person) -> None:
    with unit_of_work():
        relations.follow(account_id=bo.id, other_id=kestrel.id)
    (line,) = inbox(kestrel)
    assert line["text"] == "bobo follows you"


def test_milestones_are_one_line(desk: Desk, inbox: Inbox, kestrel: Person) -> None:
    moment = desk.moment(kestrel, "The kettle")
    reached(desk, moment, 10)
    (first,) = inbox(kestrel)
    assert (first["kind"], first["text"], first["actor"]) == ("milestone", "Your moment has 10 reactions", None)
    reached(desk, moment, 50, 50, 10, 100)
    (line,) = inbox(kestrel)
    found: Any = line
    assert (found["reached"], found["subject"]["id"]) == (100, moment)


def test_a_lower_number_that_comes_late_is_no_news(desk: Desk, inbox: Inbox, kestrel: Person) -> None:
    moment = desk.moment(kestrel)
    reached(desk, moment, 50, 10)
    (line,) = inbox(kestrel)
    assert line["reached"] == 50


def test_the_tenth_reaction_is_told(desk: Desk, inbox: Inbox, kestrel: Person) -> None:
    moment = desk.moment(kestrel)
    palette = desk.show.palette
    for number in range(2):
        fan = make_fan(f"many_{number}")
        for emoji in palette[:5]:
            with unit_of_work():
                reactions.react(viewer=fan.viewer, on=moment_to_answer(fan.viewer, moment), emoji=emoji)
    assert [each["text"] for each in inbox(kestrel)] == ["Your moment has 10 reactions"]


def test_a_line_of_many_costs_no_more_queries(
    http: Client, desk: Desk, kestrel: Person, crowd: list[Person], count_queries: Callable[..., Any]
) -> None:
    for _ in range(3):
        moment = desk.moment(kestrel)
        for person in crowd:
            desk.comment(person, moment)
    desk.run_jobs()
    client = http(as_=kestrel)
    client.get("/notifications")
    with count_queries() as one:
        client.get("/notifications?limit=1")
    with count_queries() as all_of_them:
        assert len(client.get("/notifications").json["items"]) == 3
    assert len(one) == len(all_of_them)
    assert len(db.session.scalars(select(Notification)).all()) == 3


def test_two_who_begin_a_line_at_once_follow_each_other(
    inbox: Inbox, kestrel: Person, crowd: list[Person], count_queries: CountQueries
) -> None:
    with count_queries() as said:
        follow(crowd[0], kestrel)
    lock = next(place for place, each in enumerate(said) if "pg_advisory_xact_lock" in each)
    read = next(place for place, each in enumerate(said) if "notifications.read_at" in each and "FOR UPDATE" in each)
    assert lock < read
