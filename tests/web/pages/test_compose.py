"""Posting: two taps from anywhere, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.catalogue import make_show
from tests.support.http import Http
from tests.support.people import make_fan
from tests.support.sources import give_film
from tests.support.uploads import make_upload
from tests.web.conftest import SLUG, Fandom

Said = Callable[[Any], str]
PATH = f"/compose?show={SLUG}"


def test_show_and_episode_are_chosen_already(http: Callable[..., Http], fandom: Fandom) -> None:
    fandom.place(fandom.bo, "s01e04")
    body = http(as_=fandom.bo).page("/compose").get_data(as_text=True)
    assert "Post a moment to The Saltmarsh Line" in body
    assert '<option value="s01e04" data-length="3600000" selected>' in body


def test_who_belongs_to_none_picks_a_show(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    assert "Which show is in your head?" in words(http(as_=make_fan("noor")).page("/compose"))


def test_a_film_starts_with_its_only_part(http: Callable[..., Http], fandom: Fandom) -> None:
    make_show("sintel", 1, kind="film")
    body = http(as_=fandom.bo).page("/compose?show=sintel").get_data(as_text=True)
    assert '<option value="s01e01" data-length="3600000" selected>a scene</option>' in body
    assert "Until later" not in body


def test_posting_leads_to_the_moment(http: Callable[..., Http], fandom: Fandom, words: Said) -> None:
    typed = {"caption": "The lamp.", "episode": "s01e04", "start": "12:31", "end": "12:36", "tags": "lamp"}
    browser = http(as_=fandom.bo)
    answer = browser.page(PATH, method="POST", data=typed)
    assert answer.status_code == 303
    said = words(browser.page(answer.headers["Location"]))
    for each in ("The lamp.", "12:31–12:36", "#lamp"):
        assert each in said


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"caption": ""}, "Write something first."),
        ({"caption": "x" * 501}, "Longer than maximum length 500."),
        ({"caption": "ok", "episode": "s01e04", "start": "soon"}, "Write times like 12:31."),
        ({"caption": "ok", "episode": "s01e04", "start": "12:31", "end": "12:31"}, ""),
        ({"caption": "ok", "episode": "s01e04", "start": "12:31", "end": "12:30"}, "The end is before the start."),
        ({"caption": "ok", "tags": "fine a!b"}, "“a!b” cannot be a tag. A tag is letters, digits, - and _, at most 40"),
        ({"caption": "ok", "episode": "s09e01"}, ""),
    ],
)
def test_what_failed_is_still_there(
    http: Callable[..., Http], fandom: Fandom, words: Said, typed: dict[str, str], sentence: str
) -> None:
    answer = http(as_=fandom.bo).page(PATH, method="POST", data=typed)
    body = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f">{typed['caption']}</textarea>" in body
    assert 'class="wrong"' in body
    assert sentence in words(answer)


def test_visitors_are_shown_the_door(http: Callable[..., Http], fandom: Fandom) -> None:
    assert http().page(PATH).status_code == 302
    assert http().page(PATH, method="POST", data={"caption": "x"}).status_code == 401


def test_a_show_that_is_not_there(http: Callable[..., Http], fandom: Fandom) -> None:
    assert http(as_=fandom.bo).page("/compose?show=nowhere", method="POST", data={"caption": "x"}).status_code == 404


def test_the_first_wrong_field_is_where_one_goes_on(http: Callable[..., Http], fandom: Fandom) -> None:
    typed = {"caption": "ok", "episode": "s01e04", "start": "soon", "tags": "a!b"}
    body = http(as_=fandom.bo).page(PATH, method="POST", data=typed).get_data(as_text=True)
    assert body.count("autofocus") == 1
    assert 'aria-describedby="start_ms-wrong" autofocus' in body
    assert 'role="alert" id="tags-wrong"' in body


def test_the_episode_that_one_looks_at_is_chosen(http: Callable[..., Http], fandom: Fandom) -> None:
    body = http(as_=fandom.bo).page(f"{PATH}&episode=s02e03").get_data(as_text=True)
    assert '<option value="s02e03" data-length="3600000" selected>' in body


def test_a_draft_is_there_again_and_gone_once_posted(http: Callable[..., Http], fandom: Fandom) -> None:
    bo = http(as_=fandom.bo)
    picture = make_upload(fandom.bo)
    kept = {
        "caption": "Half a thought",
        "episode": "s01e04",
        "start_ms": "12:",
        "tags": ["lamp", "ferry"],
        "reveals_at": {"until": "later", "episode": "s02e06"},
        "media": [picture],
    }
    assert bo.put(f"/shows/{SLUG}/draft", kept).status_code == 200
    body = bo.page(PATH).get_data(as_text=True)
    for each in (
        ">Half a thought</textarea>",
        'value="12:"',
        'value="lamp ferry"',
        f'name="media" value="{picture}"',
        'value="later" checked',
        'data-draft-version="1"',
    ):
        assert each in body
    assert bo.page(PATH, method="POST", data={"caption": "The whole thought"}).status_code == 303
    assert "Half a thought" not in bo.page(PATH).get_data(as_text=True)


@pytest.mark.parametrize(("clip", "said"), [(True, ' data-said="1"'), (False, ' data-said="0"'), (None, "")])
def test_a_draft_knows_whether_a_clip_is_wished_for(
    http: Callable[..., Http], fandom: Fandom, clip: bool | None, said: str
) -> None:
    give_film(fandom.show.id, (1, 4))
    bo = http(as_=fandom.bo)
    assert bo.put(f"/shows/{SLUG}/draft", {"episode": "s01e04", "clip": clip}).json["clip"] is clip
    body = bo.page(PATH).get_data(as_text=True)
    assert f'data-cut="s01e04"{said}>' in body
    assert ('name="clip" value="1" aria-describedby="clip-hint" checked' in body) is bool(clip)


def test_drafts_are_nobody_elses(http: Callable[..., Http], fandom: Fandom) -> None:
    http(as_=fandom.bo).put(f"/shows/{SLUG}/draft", {"caption": "Half a thought"})
    assert "Half a thought" not in http(as_=fandom.ada).page(PATH).get_data(as_text=True)
