"""Top clips: what of a show has a clip that is ready, those first that fans answered most."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from fandom.infra.db import db, unit_of_work
from fandom.posts.actions import delete_moment
from fandom.posts.models import Moment
from fandom.shows.values import ShowView
from tests.feed.test_ranked import ids, rest, worth
from tests.posts.conftest import Post, seen_up_to
from tests.support.clipped import finish_clip, make_clip, show_clip
from tests.support.http import Http
from tests.support.people import Person

As = Callable[..., Http]
CLIPS = "/shows/saltmarsh/top-clips"


@pytest.fixture
def clip(ada: Person, post: Post) -> Callable[..., str]:
    def make(reactions: int = 0, **draft: object) -> str:
        moment_id = show_clip(post(ada, **draft), make_clip())
        worth(moment_id, reactions)
        return moment_id

    return make


def test_those_with_a_clip_the_most_answered_first(http: As, ada: Person, post: Post, clip: Callable[..., str]) -> None:
    few, many, none = clip(1), clip(9), post(ada)
    show_clip(none, make_clip(done=False))
    answer = http().get(CLIPS)
    assert ids(answer) == [many, few]
    assert [each["status"] for item in answer.json["items"] for each in item["media"]] == ["ready", "ready"]
    assert answer.json["next"] is None


def test_a_clip_comes_in_when_it_is_ready(http: As, ada: Person, post: Post, run_jobs: Callable[[], None]) -> None:
    file_id = make_clip(done=False)
    moment_id = show_clip(post(ada), file_id)
    assert ids(http().get(CLIPS)) == []
    finish_clip(file_id)
    run_jobs()
    assert ids(http().get(CLIPS)) == [moment_id]


def test_what_was_deleted_has_no_clip(http: As, clip: Callable[..., str]) -> None:
    moment_id = clip()
    with unit_of_work():
        row = db.session.get_one(Moment, moment_id)
        delete_moment(moment=row)
    assert not row.has_clip
    assert ids(http().get(CLIPS)) == []


@pytest.mark.parametrize(("window", "how_many"), [("day", 1), ("week", 2), ("all", 3)])
def test_of_a_time(
    http: As, clip: Callable[..., str], frozen_clock: Callable[[datetime], None], window: str, how_many: int
) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    made = []
    for days in (30, 3, 0.5):
        frozen_clock(now - timedelta(days=days))
        made.append(clip())
    frozen_clock(now)
    assert ids(http().get(f"{CLIPS}?window={window}")) == made[::-1][:how_many]


def test_paged_as_ranked_lists_are(http: As, clip: Callable[..., str]) -> None:
    made = [clip(number) for number in range(7)]
    first = http().get(f"{CLIPS}?limit=2")
    second = http().get(f"{CLIPS}?limit=2&cursor={first.json['next']}")
    for number, moment_id in enumerate(made):
        worth(moment_id, 100 - number)
    assert ids(first) + ids(second) + rest(http(), f"{CLIPS}?limit=2", second) == made[::-1]


def test_sealed_as_everywhere(http: As, bo: Person, show: ShowView, clip: Callable[..., str]) -> None:
    seen_up_to(bo, show, 1, 1)
    clip(caption="The killer is", episode=(2, 1))
    (item,) = http(as_=bo).get(CLIPS).json["items"]
    assert item["sealed"]
    assert (item["media"], item["caption"]) == ([], None)


@pytest.mark.parametrize(("path", "status"), [("/shows/none/top-clips", 404), (f"{CLIPS}?window=year", 422)])
def test_refusals(http: As, show: ShowView, path: str, status: int) -> None:
    assert http().get(path).status_code == status
