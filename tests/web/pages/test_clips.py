"""Clips on pages: made, being made, failed, sealed, framed, and asked for."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.clips.sources.actions import forget_source
from fandom.infra.db import db, unit_of_work
from fandom.media.actions import fail
from fandom.media.models import File, Holder
from fandom.shows.actions import change_settings
from tests.support.clipped import make_clip, show_clip
from tests.support.http import Http
from tests.support.sources import give_film
from tests.support.uploads import make_upload
from tests.web.conftest import SLUG, Fandom

As = Callable[..., Http]
Said = Callable[[Any], str]
PATH = f"/compose?show={SLUG}"
MADE = "The clip is being made"
EVERYWHERE = ["/m/{id}", "/m/{id}/card", "/", f"/shows/{SLUG}?sort=new", "/u/ada"]


def clipped(fandom: Fandom, episode: tuple[int, int] = (1, 4), **made: Any) -> tuple[str, str]:
    """A moment and the file that it shows."""
    moment = fandom.moment(fandom.ada, episode=episode, start_ms=751_000, end_ms=755_000)
    file_id = make_clip(**made)
    return show_clip(moment, file_id), file_id


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_clip_shows_its_first_frame_and_then_moves(http: As, fandom: Fandom, path: str) -> None:
    moment, file_id = clipped(fandom)
    body = http().page(path.format(id=moment)).text
    assert f'<img src="/media/{file_id}/640.jpg"' in body
    poster = f'poster="/media/{file_id}/640.jpg"'
    assert f'<video src="/media/{file_id}/clip.mp4" {poster} muted playsinline loop controls preload="none"' in body
    assert 'viewBox="0 0 320 180"' in body
    assert 'fill="#28394a"' in body
    assert "data-time>0:04</span>" in body


@pytest.mark.parametrize("path", EVERYWHERE)
def test_what_is_sealed_has_no_clip(http: As, fandom: Fandom, path: str) -> None:
    moment, file_id = clipped(fandom, episode=(2, 6))
    fandom.place(fandom.bo, "s02e04")
    body = http(as_=fandom.bo).page(path.format(id=moment)).text
    assert "sealed" in body
    for each in ("<video", file_id, "data-clip", "#28394a"):
        assert each not in body


@pytest.mark.parametrize("poster", [True, False])
def test_what_is_being_made_says_so_and_its_author_sees_how_far_it_is(
    http: As, fandom: Fandom, words: Said, *, poster: bool
) -> None:
    moment, file_id = clipped(fandom, poster=poster, done=False)
    for who, bar in ((fandom.ada, True), (fandom.bo, False), (None, False)):
        page = http(as_=who).page(f"/m/{moment}")
        assert MADE in words(page)
        assert ("data-made" in page.text) is bar
        assert (f"/media/{file_id}/640.jpg" in page.text) is poster
        assert "<video" not in page.text


def test_what_failed_says_why(http: As, fandom: Fandom, words: Said) -> None:
    moment, _ = clipped(fandom, failed="The video has gone from where it was.")
    page = http().page(f"/m/{moment}")
    assert "The video has gone from where it was." in words(page)
    assert MADE not in words(page)
    assert "<video" not in page.text


def failing(fandom: Fandom, http: As) -> tuple[str, str]:
    """A moment whose clip was cut, and could not be made."""
    give_film(fandom.show.id, (1, 4), duration_ms=3_600_000)
    typed = {"caption": "The lamp.", "episode": "s01e04", "start": "2:00", "end": "2:05", "clip": "1"}
    http(as_=fandom.ada).page(PATH, method="POST", data=typed)
    moment, file_id = db.session.execute(select(Holder.holder_id, Holder.file_id)).one()
    with unit_of_work():
        fail(file=db.session.get_one(File, file_id), reason="The video is damaged, or a part of it is missing.")
    return moment, file_id


def test_its_author_can_have_a_failed_one_made_again(http: As, fandom: Fandom, words: Said) -> None:
    moment, file_id = failing(fandom, http)
    form = f'action="/m/{moment}/clip"'
    for who, offered in ((fandom.ada, True), (fandom.bo, False), (None, False)):
        page = http(as_=who).page(f"/m/{moment}").text
        assert "a part of it is missing" in page
        assert (form in page) is offered
    ada = http(as_=fandom.ada)
    for _ in range(2):
        answer = ada.page(f"/m/{moment}/clip", method="POST")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/m/{moment}#m-{moment}")
    page = ada.page(f"/m/{moment}")
    assert MADE in words(page)
    assert "edited" not in words(page)
    assert db.session.get_one(File, file_id, populate_existing=True).status == "processing"


def test_of_a_failed_video_of_ones_own_another_may_be_chosen(http: As, fandom: Fandom) -> None:
    moment, _ = clipped(fandom, failed="This is not a video that we can read.")
    body = http(as_=fandom.ada).page(f"/m/{moment}").text
    way = f'<a class="btn" href="/m/{moment}/edit">Choose another file</a>'
    assert (way in body, f'action="/m/{moment}/clip"' in body) == (True, False)
    assert way not in http(as_=fandom.bo).page(f"/m/{moment}").text


def test_nobody_elses_is_made_again(http: As, fandom: Fandom) -> None:
    moment, file_id = failing(fandom, http)
    assert http(as_=fandom.bo).page(f"/m/{moment}/clip", method="POST").status_code == 403
    assert http().page(f"/m/{moment}/clip", method="POST").status_code in {302, 303, 401}
    assert db.session.get_one(File, file_id, populate_existing=True).status == "failed"


def test_without_its_film_it_says_so(http: As, fandom: Fandom, words: Said) -> None:
    moment, _ = failing(fandom, http)
    with unit_of_work():
        forget_source(show_id=fandom.show.id, season=1, number=4)
    ada = http(as_=fandom.ada)
    assert ada.page(f"/m/{moment}/clip", method="POST").status_code == 303
    assert "There is no video of this episode to cut a clip from." in words(ada.page(f"/m/{moment}"))


def test_small_pictures_of_clips_stand_still(http: As, fandom: Fandom) -> None:
    other, (_, file_id) = fandom.moment(fandom.bo), clipped(fandom)
    body = http().page(f"/m/{other}").text
    assert f'class="thumb" src="/media/{file_id}/640.jpg"' in body


def test_in_a_frame_it_plays_where_it_is_open_to_everybody(http: As, fandom: Fandom) -> None:
    moment, file_id = clipped(fandom)
    answer = http().page(f"/m/{moment}/embed")
    assert f'<video class="embed-film" src="/media/{file_id}/clip.mp4" poster="/media/{file_id}/640.jpg"' in answer.text
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text


def test_in_a_frame_what_is_being_made_is_a_picture(http: As, fandom: Fandom) -> None:
    moment, file_id = clipped(fandom, done=False)
    body = http().page(f"/m/{moment}/embed").text
    assert f'<img src="/media/{file_id}/640.jpg"' in body
    assert "<video" not in body


def test_a_sealed_frame_has_no_clip(http: As, fandom: Fandom) -> None:
    moderator = fandom.ada.viewer
    with unit_of_work():
        change_settings(viewer=moderator, show_id=fandom.show.id, changes={"public_horizon": "closed"})
    moment, file_id = clipped(fandom, episode=(2, 6))
    body = http().page(f"/m/{moment}/embed").text
    assert "<video" not in body
    assert file_id not in body


def test_the_picture_to_share_is_its_first_frame(http: As, fandom: Fandom) -> None:
    plain = http().page(f"/m/{fandom.moment(fandom.ada)}/card.jpg")
    with_clip = http().page(f"/m/{clipped(fandom)[0]}/card.jpg")
    assert plain.mimetype == with_clip.mimetype == "image/jpeg"
    assert len(plain.data) != len(with_clip.data)


def test_a_clip_is_offered_where_there_is_a_film(http: As, fandom: Fandom, words: Said) -> None:
    bo = http(as_=fandom.bo)
    assert 'name="clip"' not in bo.page(PATH).text
    give_film(fandom.show.id, (1, 4), duration_ms=600_000)
    page = bo.page(PATH)
    assert 'data-cut="s01e04"' in page.text
    assert "Cut the clip from the video" in words(page)
    assert "up to 90 seconds." in words(page)


def test_no_clip_is_offered_where_the_fandom_wants_none(http: As, fandom: Fandom) -> None:
    give_film(fandom.show.id, (1, 4), duration_ms=600_000)
    moderator = fandom.ada.viewer
    with unit_of_work():
        change_settings(viewer=moderator, show_id=fandom.show.id, changes={"rights": {"clips": False}})
    assert 'name="clip"' not in http(as_=fandom.bo).page(PATH).text


def test_a_clip_is_posted_without_scripts(http: As, fandom: Fandom, words: Said) -> None:
    give_film(fandom.show.id, (1, 4), duration_ms=600_000)
    typed = {"caption": "The lamp.", "episode": "s01e04", "start": "2:00", "end": "2:05", "clip": "1"}
    bo = http(as_=fandom.bo)
    answer = bo.page(PATH, method="POST", data=typed)
    assert answer.status_code == 303
    assert MADE in words(bo.page(answer.headers["Location"]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"episode": "s01e05"},
        {"start": "", "end": ""},
        {"end": "9:00"},
        {"start": "9:58", "end": "10:03"},
        {"caption": ""},
    ],
)
def test_what_was_typed_beside_a_clip_that_cannot_be_is_still_there(
    http: As, fandom: Fandom, wrong: dict[str, str]
) -> None:
    give_film(fandom.show.id, (1, 4), duration_ms=600_000)
    typed = {"caption": "The lamp.", "episode": "s01e04", "start": "2:00", "end": "2:05", "clip": "1"} | wrong
    answer = http(as_=fandom.bo).page(PATH, method="POST", data=typed)
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.text
    assert f">{typed['caption']}</textarea>" in answer.text
    assert 'name="clip" value="1"' in answer.text
    assert " checked>" in answer.text.partition('name="clip"')[2].partition("</label>")[0]


def test_pictures_and_a_clip_exclude_each_other(http: As, fandom: Fandom, words: Said) -> None:
    give_film(fandom.show.id, (1, 4), duration_ms=600_000)
    picture = make_upload(fandom.bo)
    typed = {"caption": "The lamp.", "episode": "s01e04", "start": "2:00", "end": "2:05", "clip": "1", "media": picture}
    answer = http(as_=fandom.bo).page(PATH, method="POST", data=typed)
    assert answer.status_code == 422
    assert "A clip stands alone" in words(answer)
    assert f'name="media" value="{picture}"' in answer.text


@pytest.fixture
def cut(http: As, fandom: Fandom) -> str:
    """A moment of ada's with a clip that was cut for it."""
    give_film(fandom.show.id, (1, 4), duration_ms=600_000)
    typed = {"caption": "The lamp.", "episode": "s01e04", "start": "2:00", "end": "2:05", "clip": "1"}
    return http(as_=fandom.ada).page(PATH, method="POST", data=typed).headers["Location"].rpartition("/")[2]


def test_editing_the_words_keeps_the_clip(http: As, fandom: Fandom, cut: str) -> None:
    ada = http(as_=fandom.ada)
    form = ada.page(f"/m/{cut}/edit").text
    assert " checked>" in form.partition('name="clip"')[2].partition("</label>")[0]
    typed = {"caption": "The lamp!", "episode": "s01e04", "start": "2:00", "end": "2:05", "clip": "1", "version": "1"}
    assert ada.page(f"/m/{cut}/edit", method="POST", data=typed).status_code == 303
    assert "data-clip" in ada.page(f"/m/{cut}").text


def test_a_clip_that_is_not_wished_for_any_more_goes(http: As, fandom: Fandom, cut: str) -> None:
    ada = http(as_=fandom.ada)
    typed = {"caption": "The lamp.", "episode": "s01e04", "start": "2:00", "end": "2:05", "version": "1"}
    assert ada.page(f"/m/{cut}/edit", method="POST", data=typed).status_code == 303
    assert "data-clip" not in ada.page(f"/m/{cut}").text


def test_a_german_clip_is_german(app: Flask, fandom: Fandom) -> None:
    moment, _ = clipped(fandom, done=False)
    body = app.test_client().get(f"/m/{moment}", headers={"Accept-Language": "de"}).text
    assert "Der Clip wird gerade gemacht" in body
