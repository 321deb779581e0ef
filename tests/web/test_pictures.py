"""Pictures that forms bring: stored where they come with the form, described by their owner only."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from fandom.core.viewer import SYSTEM
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.media.queries import by_id
from fandom.shows.actions import change_settings
from tests.media.pictures import file_of, picture
from tests.support.clipped import film
from tests.support.http import Http
from tests.support.uploads import make_upload
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]
PATH = f"/compose?show={SLUG}"


def posted(browser: Http, **typed: Any) -> Any:
    return browser.page(PATH, method="POST", data={"caption": "Look."} | typed)


def media_of(browser: Http, answer: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.get(f"/moments/{answer.headers['Location'].rsplit('/', 1)[1]}").json["media"]
    return found


def test_a_form_may_bring_pictures_itself(http: Callable[..., Http], fandom: Fandom) -> None:
    bo = http(as_=fandom.bo)
    files = [(BytesIO(file_of(picture())), f"{each}.png") for each in ("one", "two")]
    answer = posted(bo, pictures=files)
    assert answer.status_code == 303
    assert [each["status"] for each in media_of(bo, answer)] == ["processing"] * 2
    body = bo.page(answer.headers["Location"]).get_data(as_text=True)
    assert body.count("This picture is being prepared") == 2


def test_what_was_uploaded_before_keeps_its_order_and_is_described(http: Callable[..., Http], fandom: Fandom) -> None:
    one, two = make_upload(fandom.bo), make_upload(fandom.bo)
    bo = http(as_=fandom.bo)
    answer = posted(bo, media=[two, one], **{f"alt-{one}": "A lamp in the window."})
    assert [(each["id"], each["alt"]) for each in media_of(bo, answer)] == [(two, ""), (one, "A lamp in the window.")]
    body = bo.page(answer.headers["Location"]).get_data(as_text=True)
    assert 'class="gallery of-2"' in body
    assert 'alt="A lamp in the window."' in body
    assert 'width="640" height="320"' in body
    assert '<rect width="100%" height="100%" fill="#102030"/>' in body


def test_one_can_be_left_out_without_scripts(http: Callable[..., Http], fandom: Fandom) -> None:
    one, two = make_upload(fandom.bo), make_upload(fandom.bo)
    bo = http(as_=fandom.bo)
    assert [each["id"] for each in media_of(bo, posted(bo, media=[one, two], drop=[one]))] == [two]


def test_a_file_that_is_no_picture_is_said_and_the_words_stay(
    http: Callable[..., Http], fandom: Fandom, words: Said
) -> None:
    answer = posted(http(as_=fandom.bo), pictures=[(BytesIO(b"MZ not a picture"), "one.png")])
    assert answer.status_code == 422
    assert "This is not a picture or a video that we can read." in words(answer)
    assert ">Look.</textarea>" in answer.get_data(as_text=True)


def test_more_than_four_are_refused_and_none_is_lost(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    five = [make_upload(fandom.bo) for _ in range(5)]
    answer = posted(http(as_=fandom.bo), media=five, **{f"alt-{five[0]}": "A lamp."})
    body = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "A moment has up to four pictures." in words(answer)
    assert all(f'name="media" value="{each}"' in body for each in five)
    assert ">A lamp.</textarea>" in body


def test_of_others_nothing_is_attached_described_or_shown(http: Callable[..., Http], fandom: Fandom) -> None:
    hers = make_upload(fandom.ada, alt="Hers.")
    answer = posted(http(as_=fandom.bo), media=[hers], **{f"alt-{hers}": "Mine now."})
    assert answer.status_code == 422
    assert f'value="{hers}"' not in answer.get_data(as_text=True)
    assert by_id([hers])[hers].alt == "Hers."


def test_editing_shows_them_and_can_take_one_away(http: Callable[..., Http], fandom: Fandom) -> None:
    one, two = make_upload(fandom.bo), make_upload(fandom.bo)
    bo = http(as_=fandom.bo)
    moment = posted(bo, media=[one, two]).headers["Location"]
    body = bo.page(f"{moment}/edit").get_data(as_text=True)
    version = body.split('name="version" value="')[1].split('"')[0]
    typed = {"caption": "Look.", "version": version, "media": [one, two], "drop": [two]}
    answer = bo.page(f"{moment}/edit", method="POST", data=typed)
    assert [each["id"] for each in media_of(bo, answer)] == [one]


def test_who_has_not_got_that_far_sees_no_picture(http: Callable[..., Http], fandom: Fandom) -> None:
    fandom.place(fandom.ada, "s01e01")
    one = make_upload(fandom.bo, alt="The end of it.")
    posted(http(as_=fandom.bo), media=[one], episode="s02e06")
    body = http(as_=fandom.ada).page(f"/shows/{SLUG}?sort=new").get_data(as_text=True)
    assert "You haven’t got this far yet" in body
    assert one not in body
    assert "The end of it." not in body


@pytest.mark.parametrize(("status", "sentence"), [("processing", "being prepared"), ("failed", "It is broken.")])
def test_what_there_is_not_yet_is_said(
    http: Callable[..., Http], fandom: Fandom, words: Said, status: str, sentence: str
) -> None:
    one = make_upload(fandom.bo, status="processing")
    bo = http(as_=fandom.bo)
    moment = posted(bo, media=[one]).headers["Location"]
    with unit_of_work():
        file = db.session.get_one(File, one)
        file.status, file.reason = status, sentence if status == "failed" else None
    assert sentence in words(bo.page(moment))


def test_a_form_may_bring_a_video(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    bo = http(as_=fandom.bo)
    answer = posted(bo, pictures=[(BytesIO(film()), "edit.png")])
    assert answer.status_code == 303
    (clip,) = media_of(bo, answer)
    assert (clip["kind"], clip["status"]) == ("clip", "processing")
    assert "The clip is being made" in words(bo.page(answer.headers["Location"]))


def test_a_video_and_a_picture_are_too_many(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    answer = posted(http(as_=fandom.bo), pictures=[(BytesIO(film()), "a"), (BytesIO(file_of(picture())), "b")])
    assert answer.status_code == 422
    assert "A clip stands alone" in words(answer)


@pytest.mark.parametrize(("allowed", "label"), [(True, "Add pictures or a video"), (False, "Add pictures")])
def test_videos_are_offered_where_the_fandom_takes_them(
    http: Callable[..., Http], fandom: Fandom, words: Said, allowed: bool, label: str
) -> None:
    with unit_of_work():
        change_settings(viewer=SYSTEM, show_id=fandom.show.id, changes={"rights": {"uploads": allowed}})
    page = http(as_=fandom.bo).page(PATH)
    assert f"<span>{label}</span>" in page.get_data(as_text=True)
    assert ("video/x-matroska" in page.get_data(as_text=True)) is allowed
