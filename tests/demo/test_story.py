"""What the demo tells keeps every limit, and nobody in it knows more than they have seen."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from fandom.accounts import rules
from fandom.core import text
from fandom.core.horizon import Horizon, Position
from fandom.demo import people, story, thursdays
from fandom.demo.story import Grievance, Member, Remark, Story
from fandom.moderation.priority import REASONS
from fandom.posts.rules import Length, Span, check_span, check_time, revealed_at, revealed_by_default
from fandom.posts.values import BODY_MAX, CAPTION_MAX, UNSET
from fandom.shows.catalogue import CatalogueEpisode, CatalogueShow
from fandom.shows.progress import UNSAID, horizon_of, put

DAY = timedelta(days=1)
STORIES = story.stories()
MEMBERS = {member.handle: member for member in story.members()}
SHOWS: dict[str, CatalogueShow] = {show.slug: show for show in thursdays.catalogue()}


def said(each: Story) -> list[Remark]:
    return list(story.remarks(each.comments))


def everybody() -> Iterator[tuple[str, Story]]:
    for each in STORIES:
        yield from ((by, each) for by in (each.by, *(remark.by for remark in said(each))))


def length(show: str, place: tuple[int, int]) -> Length:
    found: CatalogueEpisode = next(each for each in SHOWS[show].episodes if (each.season, each.number) == place)
    return Length(found.season, found.number, found.duration_ms)


def reveals(each: Story) -> Position | None:
    here = length(each.show, each.episode)
    asked = each.reveals_at
    named = None if asked is None or asked is UNSET else length(each.show, asked.episode)
    return revealed_at(asked, named, revealed_by_default(Span(each.start_ms, each.end_ms), here))


def horizon(member: Member, show: str) -> Horizon:
    public = Horizon.all() if SHOWS[show].public_horizon == "open" else Horizon.nothing()
    where = UNSAID
    for place in (*member.shows.get(show, ()), *filter(None, [member.lately.get(show)])):
        where = put(where, people.word(place))
    return horizon_of(where, public)


def grievances() -> Iterator[tuple[Grievance, Story, str]]:
    for each in STORIES:
        things: list[Story | Remark] = [each, *said(each)]
        for thing in things:
            yield from ((grievance, each, thing.by) for grievance in thing.reports)


def test_author_and_time_say_which_moment_is_meant() -> None:
    keys = [(each.by, each.ago) for each in story.stories()]
    assert len(set(keys)) == len(keys)


def test_there_is_enough_to_read() -> None:
    assert len(STORIES) >= 250
    assert sum(len(said(each)) for each in STORIES) >= 500
    assert len(MEMBERS) >= 24


def test_nothing_is_said_twice() -> None:
    captions = [each.caption for each in STORIES]
    assert len(set(captions)) == len(captions)


def test_members_can_sign_up() -> None:
    for member in MEMBERS.values():
        rules.new_account(member.handle, people.address(member.handle), member.display_name)
        rules.public_handle(member.handle)
    rules.new_account("bo", people.address("bo"), None, people.PASSWORD)


def test_everybody_is_a_member_of_where_they_speak() -> None:
    assert {(by, each.show) for by, each in everybody() if each.show not in MEMBERS[by].shows} == set()


def test_every_show_is_spoken_of() -> None:
    assert {each.show for each in STORIES} == set(SHOWS)


@pytest.mark.parametrize("slug", sorted(SHOWS))
def test_moments_lie_inside_their_episodes(slug: str) -> None:
    for each in (each for each in STORIES if each.show == slug):
        here = length(slug, each.episode)
        check_span(Span(each.start_ms, each.end_ms), here)
        text.prose(each.caption, CAPTION_MAX, "caption")
        text.tags(each.tags)
        for remark in said(each):
            check_time(remark.at_ms, here, "at_ms")
            text.prose(remark.body, BODY_MAX, "body")


@pytest.mark.parametrize("slug", sorted(SHOWS))
def test_nobody_answers_what_is_sealed_to_them(slug: str) -> None:
    for each in (each for each in STORIES if each.show == slug):
        for remark in said(each):
            assert horizon(MEMBERS[remark.by], slug).reaches(reveals(each)), (remark.by, remark.body)


def test_answers_to_what_is_sealed_are_sealed() -> None:
    for each in STORIES:
        for remark in said(each):
            assert remark.reveals_at is None or all(reply.reveals_at for reply in remark.replies), remark.body


def test_reactions_are_of_the_palette() -> None:
    assert {emoji for each in STORIES for emoji in each.reactions if emoji not in SHOWS[each.show].palette} == set()


def test_nobody_speaks_before_they_came() -> None:
    for each in STORIES:
        assert each.ago <= MEMBERS[each.by].joined_ago
        assert all(remark.ago <= MEMBERS[remark.by].joined_ago for remark in said(each))


def test_answers_come_after_what_they_answer() -> None:
    for each in STORIES:
        assert all(remark.ago < each.ago for remark in said(each))
        assert all(reply.ago < remark.ago for remark in said(each) for reply in remark.replies)
        assert all(remark.ago > timedelta(0) for remark in said(each))


@pytest.mark.parametrize("day", range(7))
def test_nobody_speaks_of_what_has_not_aired(day: int, frozen_clock: Callable[[datetime], None]) -> None:
    now = datetime(2026, 3, 2 + day, 12, tzinfo=UTC)
    frozen_clock(now)
    aired = {
        (show.slug, each.season, each.number): each.aired.day
        for show in thursdays.catalogue()
        for each in show.episodes
        if each.aired
    }
    for each in STORIES:
        assert aired[each.show, *each.episode] <= (now - each.ago).date(), each.caption


def test_something_happened_in_the_last_hours() -> None:
    assert sum(each.ago < timedelta(hours=12) for each in STORIES) >= 20
    assert sum(each.ago > 60 * DAY for each in STORIES) >= 20


def test_reports_are_by_others_and_for_a_reason() -> None:
    found = list(grievances())
    assert {grievance.reason for grievance, _story, _by in found} >= {"spoiler", "harassment", "spam"}
    for grievance, each, by in found:
        assert grievance.reason in REASONS
        assert grievance.by != by
        assert grievance.by in MEMBERS
        assert horizon(MEMBERS[grievance.by], each.show).reaches(reveals(each))


def test_texts_use_what_people_can_do() -> None:
    words = [each.caption for each in STORIES] + [remark.body for each in STORIES for remark in said(each)]
    rendered = [text.render(each, lambda handles: handles & set(MEMBERS)) for each in words]
    assert sum(bool(each.mentions) for each in rendered) >= 15
    assert sum("||" in each for each in words) >= 8
    assert any(each.tags for each in rendered)
    assert sum(remark.reveals_at is not None for each in STORIES for remark in said(each)) >= 10


def test_mentions_are_of_members() -> None:
    words = [remark.body for each in STORIES for remark in said(each)]
    assert {handle for each in words for handle in text.rendering.mentioned(each)} <= set(MEMBERS)


def test_files_are_read_as_written() -> None:
    first = json.loads((story.MOMENTS / "sintel.json").read_text("utf-8"))[0]
    found = next(each for each in STORIES if each.caption == first["caption"])
    assert found.ago == timedelta(minutes=first["ago"])
    assert len(said(found)) >= len(first["comments"])
