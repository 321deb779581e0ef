"""Top clips on a show's page, and the line below a moment that stands for others of the same seconds."""

from collections.abc import Callable
from typing import Any

import pytest

from fandom.posts.values import Place
from fandom.shows.values import ShowView
from tests.feed.test_ranked import worth
from tests.posts.conftest import Post, ada, bo, post, seen_up_to, show
from tests.support.clipped import make_clip, show_clip
from tests.support.http import Http
from tests.support.people import Person

__all__ = ["ada", "bo", "post", "show"]

As = Callable[..., Http]
CLIPS = "/shows/saltmarsh?sort=clips"


@pytest.fixture
def clip(post: Post, ada: Person, run_jobs: Callable[[], None]) -> Callable[..., str]:
    def make(reactions: int, caption: str = "Look", start_ms: int = 10_000, **draft: Any) -> str:
        times = {"episode": (1, 1), "start_ms": start_ms, "end_ms": start_ms + 10_000}
        moment_id = post(ada, caption, **times, **draft)
        worth(moment_id, reactions)
        run_jobs()
        return moment_id

    return make


def page(http: Http, path: str) -> str:
    answer = http.call("GET", path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_tab_shows_what_has_a_clip(http: As, clip: Callable[..., str]) -> None:
    first, second = show_clip(clip(9), make_clip()), show_clip(clip(50, start_ms=60_000), make_clip())
    clip(99, "Words alone", 90_000)
    text = page(http(), f"{CLIPS}")
    feed = text.partition('<div class="feed pairs"')[2].partition('class="side"')[0]
    assert feed.index(f"m-{second}") < feed.index(f"m-{first}")
    assert "Words alone" not in feed
    assert 'aria-current="page">Top clips' in text
    assert ">This week</a>" in text


def test_where_there_are_none_it_says_what_to_do(http: As, show: ShowView, clip: Callable[..., str]) -> None:
    clip(9)
    text = page(http(), CLIPS)
    assert "No clips yet" in text
    assert 'href="/compose?show=saltmarsh"' in text


def test_one_line_for_the_others(http: As, clip: Callable[..., str]) -> None:
    led, second, third = clip(90), clip(9, "Her hands"), clip(3, "The ||killer||")
    text = page(http(), "/shows/saltmarsh?sort=hot")
    feed = text.partition('id="feed"')[2].partition('class="side"')[0]
    assert feed.count("data-moment=") == 1
    assert f'id="m-{led}"' in feed
    assert "2 more of this moment" in feed
    assert all(f'href="/m/{each}"' in feed for each in (second, third))
    assert "Her hands" in feed
    assert "more of this moment" not in page(http(), "/shows/saltmarsh?sort=new")


def test_no_line_tells_of_what_is_sealed(http: As, show: ShowView, bo: Person, clip: Callable[..., str]) -> None:
    clip(90)
    clip(9, "The killer is", reveals_at=Place((2, 1)))
    seen_up_to(bo, show, 1, 3)
    text = page(http(as_=bo), "/shows/saltmarsh?sort=hot")
    assert "more of this moment" not in text
    assert "The killer is" not in text


def test_many_are_not_counted(http: As, clip: Callable[..., str]) -> None:
    for number in range(12):
        clip(number + 1)
    text = page(http(), "/shows/saltmarsh?sort=hot")
    assert "Many more of this moment" in text
    assert "more of this moment" not in text.replace("Many more of this moment", "")
