"""Reactions without scripts."""

from collections.abc import Callable

from tests.support.http import Http
from tests.web.conftest import Fandom


def test_one_press_adds_and_the_next_takes_back(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    browser = http(as_=fandom.bo)
    for pressed, said in (("true", "Fire, 1"), ("false", "Fire, 0")):
        answer = browser.page(
            f"/m/{moment}/reactions", method="POST", data={"emoji": "🔥"}, headers={"Referer": "http://localhost/"}
        )
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/#m-{moment}")
        body = browser.page(f"/m/{moment}").get_data(as_text=True)
        assert f'aria-pressed="{pressed}" aria-label="{said}"' in body


def test_an_emoji_of_no_palette_is_refused(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    assert http(as_=fandom.bo).page(f"/m/{moment}/reactions", method="POST", data={"emoji": "🦆"}).status_code == 422


def test_a_sealed_moment_takes_none(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada, episode=(2, 6))
    fandom.place(fandom.bo, "s01e01")
    assert http(as_=fandom.bo).page(f"/m/{moment}/reactions", method="POST", data={"emoji": "🔥"}).status_code == 403


def test_a_comment_takes_them_too(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    comment = fandom.comment(fandom.ada, moment)
    browser = http(as_=fandom.bo)
    for pressed, said in (("true", "Fire, 1"), ("false", "Fire, 0")):
        answer = browser.page(
            f"/comments/{comment}/reactions",
            method="POST",
            data={"emoji": "🔥"},
            headers={"Referer": f"http://localhost/m/{moment}"},
        )
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/m/{moment}#comment-{comment}")
        talk = browser.page(f"/m/{moment}/talk").get_data(as_text=True)
        assert f'aria-pressed="{pressed}" aria-label="{said}"' in talk


def test_a_visitor_sees_what_was_pressed_and_nothing_to_press_first(http: Callable[..., Http], fandom: Fandom) -> None:
    moment = fandom.moment(fandom.ada)
    comment = fandom.comment(fandom.ada, moment)
    http(as_=fandom.bo).put(f"/comments/{comment}/reactions/🔥")
    talk = http().page(f"/m/{moment}/talk").get_data(as_text=True)
    assert 'aria-label="Fire, 1"' in talk
    assert "more-pills" not in talk
