"""Videos of people's own, really made into clips."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import REASONS, WORN_OUT
from fandom.clips.uploads import actions, jobs
from fandom.clips.uploads.events import UploadAdvanced, UploadShown
from fandom.clips.uploads.models import Conversion
from fandom.core.bus import Fact
from fandom.infra import delivery, storage
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.media import actions as files
from fandom.media.events import ClipUploaded
from fandom.media.models import File
from tests.clips.uploads.conftest import Make
from tests.support.films import Recipe, number_of, pictures
from tests.support.http import Http
from tests.support.people import Person

Bring = Callable[..., Any]
Run = Callable[[], int]


def stored(file_id: str, name: str = "") -> Path:
    place = storage.store().path(storage.folder_of(file_id) + name)
    assert place is not None
    return place


def test_a_video_becomes_a_clip(bring: Bring, made: Make) -> None:
    clip = bring(made(Recipe(30)))
    assert (clip["kind"], clip["status"], clip["reason"], clip["alt"]) == ("clip", "ready", None, "A lamp")
    assert (clip["width"], clip["height"], clip["duration_ms"]) == (160, 96, 1200)
    assert clip["url"].endswith("/clip.mp4")
    assert clip["poster_url"].endswith(".jpg")
    assert clip["preview_url"].endswith("/preview.avif")


def test_every_frame_of_it_is_there_and_no_other(bring: Bring, made: Make) -> None:
    clip = bring(made(Recipe(30)))
    shown = pictures(stored(clip["id"], "clip.mp4"))
    assert [number_of(each) for _, each in shown] == list(range(30))


def test_the_original_does_not_stay(bring: Bring, made: Make) -> None:
    clip = bring(made(), wait=False)
    assert stored(clip["id"], "original").exists()
    clip = bring(made())
    assert not stored(clip["id"], "original").exists()
    assert db.session.scalars(select(Conversion)).all() == []


def test_its_first_frame_is_there_before_the_rest(
    bring: Bring, made: Make, http: Callable[..., Http], ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    cut = apart.cut

    def looking(film: Path, *rest: Any) -> Any:
        (file,) = db.session.scalars(select(File))
        found = http(as_=ada).get(f"/media/{file.id}").json
        seen.append((found["status"], found["url"], http(as_=ada).page(found["poster_url"]).status_code))
        return cut(film, *rest)

    monkeypatch.setattr(jobs.apart, "cut", looking)
    bring(made())
    assert seen == [("processing", None, 200)]


def test_its_owner_hears_how_far_it_is(bring: Bring, made: Make, heard: list[Fact], ada: Person) -> None:
    clip = bring(made(Recipe(400, size=(640, 360))))
    shown = [fact for fact in heard if isinstance(fact, UploadShown)]
    assert shown == [UploadShown(clip["id"], ada.id)]
    percents = [fact.percent for fact in heard if isinstance(fact, UploadAdvanced)]
    assert percents == sorted(percents)


def kill(*_: Any) -> Any:
    raise apart.Stopped


@pytest.mark.parametrize("step", ["probe", "cut"])
def test_what_is_killed_is_tried_again_and_comes_to_an_end(
    bring: Bring, made: Make, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    clip = bring(made(), wait=False)
    if step == "cut":
        with unit_of_work():
            jobs.look(ClipUploaded(clip["id"]))
    work, fact = (jobs.look, ClipUploaded(clip["id"])) if step == "probe" else (jobs.make, UploadShown(clip["id"], "x"))
    monkeypatch.setattr(jobs.apart, step, kill)
    for _ in range(actions.TRIES):
        with pytest.raises(apart.Stopped), unit_of_work():
            work(fact)  # type: ignore[arg-type]
        assert db.session.scalars(select(File.status)).all() == ["processing"]
    with unit_of_work():
        work(fact)  # type: ignore[arg-type]
    assert db.session.execute(select(File.status, File.reason)).all() == [("failed", REASONS[WORN_OUT])]


@pytest.mark.parametrize("moment", ["looked at", "made", "made already"])
def test_nobody_wants_it_any_more(
    bring: Bring, made: Make, run_jobs: Run, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Deleted meanwhile: nothing stays behind."""
    clip = bring(made(), wait=False)
    step = {"looked at": "probe", "made": "cut", "made already": "none"}[moment]
    real = getattr(apart, step, None)

    def forgetting(*rest: Any) -> Any:
        found = real(*rest) if real else None
        files.forget(file=db.session.get_one(File, clip["id"]))
        return found

    if real:
        monkeypatch.setattr(jobs.apart, step, forgetting)
    else:
        with unit_of_work():
            forgetting()
    run_jobs()
    assert db.session.get(File, clip["id"]) is None
    assert not stored(clip["id"]).exists()


@pytest.mark.parametrize("shown", [False, True])
def test_what_waits_in_a_long_queue_is_not_asked_for_again(bring: Bring, made: Make, shown: bool) -> None:
    clip = bring(made(), wait=False)
    if shown:
        (row,) = db.session.scalars(select(Outbox.id).where(Outbox.fact == "ClipUploaded"))
        delivery.deliver(row)
    db.session.execute(update(File).values(touched_at=File.touched_at - files.STUCK_AFTER * 2))
    with unit_of_work():
        assert files.ask_again() == 0
    waiting = db.session.scalars(select(Outbox.fact).where(Outbox.payload["file_id"].astext == clip["id"])).all()
    assert [each for each in waiting if each != "PosterReady"] == ["UploadShown" if shown else "ClipUploaded"]


def test_what_is_stuck_is_asked_for_again(bring: Bring, made: Make, run_jobs: Run) -> None:
    clip = bring(made(), wait=False)
    db.session.query(Outbox).delete()
    db.session.execute(update(File).values(touched_at=File.touched_at - files.STUCK_AFTER * 2))
    with unit_of_work():
        assert files.ask_again() == 1
    run_jobs()
    assert db.session.get_one(File, clip["id"]).status == "ready"


def test_run_twice_is_as_once(bring: Bring, made: Make) -> None:
    clip = bring(made())
    with unit_of_work():
        jobs.look(ClipUploaded(clip["id"]))
        jobs.make(UploadShown(clip["id"], None))
    assert db.session.get_one(File, clip["id"]).status == "ready"


def test_somebody_else_was_quicker(bring: Bring, made: Make, run_jobs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they have made stays."""
    clip = bring(made(), wait=False)
    cut = apart.cut
    again = [True]

    def twice(*rest: Any) -> Any:
        found = cut(*rest)
        if again.pop() if again else False:
            jobs.make(UploadShown(clip["id"], None))
        return found

    monkeypatch.setattr(jobs.apart, "cut", twice)
    run_jobs()
    assert db.session.get_one(File, clip["id"]).status == "ready"
    assert stored(clip["id"], "clip.mp4").exists()
