"""A smaller clip beside the one that everybody plays, where the house is set so: after it, and never instead."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.cli import commands
from fandom.clips import jobs
from fandom.clips.cutting.reasons import Refused
from fandom.config import from_environment
from fandom.infra.db import db
from fandom.infra.outbox import Outbox
from tests.clips.test_jobs import bytes_of, file_of
from tests.support.http import Http

Publish = Callable[..., Any]
Run = Callable[[], int]


@pytest.fixture
def asked(app: Flask) -> Any:
    was = app.extensions["settings"]
    app.extensions["settings"] = replace(was, clip_av1=True)
    yield
    app.extensions["settings"] = was


def names(moment: Any) -> list[str]:
    return [each["name"] for each in file_of(moment).variants]


def test_it_is_asked_for_by_setting() -> None:
    assert not from_environment({}).clip_av1
    assert from_environment({"FANDOM_CLIP_AV1": "on"}).clip_av1


@pytest.mark.usefixtures("asked")
def test_it_follows_the_clip_behind_what_people_wait_for(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment, seen = publish(), []
    smaller = jobs.apart.smaller

    def looking(*words: Any) -> Any:
        seen.append((file_of(moment).status, names(moment)[-2:], db.session.scalars(select(Outbox.queue)).all()))
        return smaller(*words)

    monkeypatch.setattr(jobs.apart, "smaller", looking)
    run_jobs()
    ((status, before, lanes),) = seen
    assert (status, before) == ("ready", ["clip.mp4", "preview.avif"])
    assert "rerender" in lanes
    file = file_of(moment)
    assert (names(moment)[-1], file.size) == ("clip.webm", sum(each["size"] for each in file.variants))
    assert bytes_of(file, "clip.webm")
    (clip,) = http().get(f"/moments/{moment['id']}").json["media"]
    assert clip["url"].endswith("/clip.mp4")
    assert clip["sources"][-1]["type"] == "video/webm"
    page = http().page(f"/m/{moment['id']}").text
    assert page.index("clip.webm") < page.index('/clip.mp4" type="video/mp4"')
    assert http().page(f"/media/{file.id}/clip.webm").mimetype == "video/webm"


def test_without_the_setting_there_is_none(publish: Publish, run_jobs: Run, http: Callable[..., Http]) -> None:
    moment = publish()
    run_jobs()
    assert "clip.webm" not in names(moment)
    assert f'<video src="/media/{file_of(moment).id}/clip.mp4"' in http().page(f"/m/{moment['id']}").text


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("how", ["refused", "gone"])
def test_where_it_cannot_be_made_the_clip_stays(
    publish: Publish, run_jobs: Run, own_film: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    moment, cut = publish(), jobs.apart.cut

    def last(*words: Any) -> Any:
        made = cut(*words)
        if how == "gone":
            own_film.unlink()
        return made

    def refuse(*_: Any) -> Any:
        raise Refused("memory")

    monkeypatch.setattr(jobs.apart, "cut", last)
    monkeypatch.setattr(jobs.apart, "smaller", refuse)
    run_jobs()
    assert (file_of(moment).status, "clip.mp4" in names(moment), "clip.webm" in names(moment)) == ("ready", True, False)


def test_those_that_are_there_are_given_it(app: Flask, publish: Publish, run_jobs: Run) -> None:
    moment = publish()
    run_jobs()
    commands(app)
    say = app.test_cli_runner()
    for expected in ("1 clips are being made anew; 0 stay as they are.\n", "0 clips are being made anew; 0 stay"):
        assert say.invoke(args=["clips", "rerender", "--smaller"]).output.startswith(expected)
        run_jobs()
    assert names(moment).count("clip.webm") == 1
