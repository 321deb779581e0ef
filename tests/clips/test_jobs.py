"""Clips really made: the poster first, exactly these frames, once, and a sentence where it cannot be."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from fandom.clips import actions, jobs
from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import Refused
from fandom.clips.events import PosterReady, RenderAdvanced, RenderWanted
from fandom.clips.models import Render
from fandom.core.bus import Fact
from fandom.infra import delivery, queue, storage
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.media.events import FileReady
from fandom.media.models import File
from fandom.posts.events import MomentChanged
from tests.support.films import number_of, pictures
from tests.support.http import Http
from tests.support.people import Person

Publish = Callable[..., Any]
Run = Callable[[], int]


def file_of(moment: Any) -> File:
    return db.session.get_one(File, moment["media"][0]["id"], populate_existing=True)


def bytes_of(file: File, name: str) -> bytes:
    size = next(each["size"] for each in file.variants if each["name"] == name)
    return b"".join(storage.store().read(storage.folder_of(file.id) + name, 0, size))


def stored(file_id: str) -> bool:
    return any(storage.store().path(storage.folder_of(file_id)).glob("*"))  # type: ignore[union-attr]


def test_it_is_made_and_holds_these_frames_and_no_other(publish: Publish, run_jobs: Run, tmp_path: Path) -> None:
    moment = publish()
    run_jobs()
    file = file_of(moment)
    assert (file.status, file.width, file.height, file.duration_ms) == ("ready", 160, 96, 1_200)
    assert {each["name"] for each in file.variants} >= {"320.jpg", "320.avif", "clip.mp4", "preview.avif"}
    assert file.size == sum(each["size"] for each in file.variants)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(bytes_of(file, "clip.mp4"))
    assert [number_of(picture) for _, picture in pictures(clip)] == list(range(25, 55))


def test_the_poster_is_told_of_before_the_rest(publish: Publish, run_jobs: Run, heard: list[Fact]) -> None:
    moment = publish()
    run_jobs()
    told = [type(each) for each in heard]
    assert told.index(PosterReady) < told.index(FileReady)
    changes = [each for each in heard if isinstance(each, MomentChanged) and each.moment_id == moment["id"]]
    assert len(changes) == 2, "pages learn of the poster, and of the clip"
    percents = [each.percent for each in heard if isinstance(each, RenderAdvanced)]
    assert percents == sorted(percents)


def test_while_it_is_made_its_poster_can_be_fetched(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment, seen = publish(), []

    cut = apart.cut

    def looking(*asked: Any) -> Any:
        (clip,) = http().get(f"/moments/{moment['id']}").json["media"]
        seen.append((clip["status"], clip["url"], http().page(clip["poster_url"]).status_code))
        return cut(*asked)

    monkeypatch.setattr(jobs.apart, "cut", looking)
    run_jobs()
    assert seen == [("processing", None, 200)]


def waiting() -> list[tuple[str, str]]:
    rows = db.session.execute(select(Outbox.fact, Outbox.queue).where(Outbox.fact.in_(actions.MAKING)))
    return [(row.fact, row.queue) for row in rows]


def test_no_long_job_stands_before_its_poster(publish: Publish) -> None:
    moment = publish()
    assert waiting() == [("PosterWanted", "pictures")]
    deliver_one("PosterWanted")
    assert waiting() == [("RenderWanted", "clips")]
    assert {each["type"] for each in file_of(moment).variants} == {"image/jpeg"}
    assert file_of(moment).status == "processing"


def test_what_nobody_waits_for_stays_behind_to_its_end(publish: Publish, run_jobs: Run) -> None:
    with queue.unhurried():
        moment = publish()
    assert waiting() == [("PosterWanted", "rerender")]
    deliver_one("PosterWanted")
    assert waiting() == [("RenderWanted", "rerender")]
    run_jobs()
    assert file_of(moment).status == "ready"


def deliver_one(fact: str) -> None:
    delivery.deliver(db.session.scalars(select(Outbox.id).where(Outbox.fact == fact)).one())


def test_two_workers_at_one_clip_leave_it_whole(
    publish: Publish, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second comes to its end when the first is done: it takes nothing away."""
    moment, cut = publish(), apart.cut
    deliver_one("PosterWanted")

    def overtaken(*asked: Any) -> Any:
        monkeypatch.setattr(jobs.apart, "cut", cut)
        jobs.render(RenderWanted(file_of(moment).id))
        return cut(*asked)

    monkeypatch.setattr(jobs.apart, "cut", overtaken)
    run_jobs()
    assert file_of(moment).status == "ready"
    assert bytes_of(file_of(moment), "clip.mp4")


def test_two_who_ask_for_the_same_have_it_made_once(
    publish: Publish, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    cut = apart.cut

    def counting(film: Path, *rest: Any) -> Any:
        made.append(film)
        return cut(film, *rest)

    monkeypatch.setattr(jobs.apart, "cut", counting)
    first, second = publish(), publish()
    run_jobs()
    with unit_of_work():
        jobs.render(RenderWanted(file_of(first).id))
    assert file_of(first).id == file_of(second).id
    assert len(made) == 1


def spoil(film: Path, how: str) -> None:
    if how == "gone":
        film.unlink()
    else:
        film.write_bytes(b"These are words." * 100)


@pytest.mark.parametrize(("how", "why"), [("gone", jobs.VANISHED), ("other", jobs.CHANGED)])
def test_a_film_that_is_another_by_then(publish: Publish, run_jobs: Run, own_film: Path, how: str, why: str) -> None:
    moment = publish()
    spoil(own_film, how)
    run_jobs()
    assert (file_of(moment).status, file_of(moment).reason) == ("failed", why)


@pytest.mark.parametrize("which", ["poster", "cut"])
def test_why_it_cannot_be_cut_is_said(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], ada: Person, which: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs.apart, which, refuse)
        moment = publish()
        run_jobs()
    (clip,) = http(as_=ada).get(f"/moments/{moment['id']}").json["media"]
    assert (clip["status"], clip["reason"]) == ("failed", Refused("damaged").sentence)
    with unit_of_work():
        actions.make_again(file=file_of(moment))
    run_jobs()
    assert file_of(moment).status == "ready"


def refuse(*_: Any) -> Any:
    raise Refused("damaged")


def kill(*_: Any) -> Any:
    raise apart.Stopped


@pytest.mark.parametrize("which", ["poster", "cut"])
def test_what_is_killed_is_tried_again_and_comes_to_an_end(
    publish: Publish, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    moment = publish()
    fact = RenderWanted(file_of(moment).id)
    if which == "cut":
        deliver_one("PosterWanted")
    monkeypatch.setattr(jobs.apart, which, kill)
    make = jobs.render if which == "cut" else jobs.poster
    for _ in range(actions.TRIES):
        with pytest.raises(apart.Stopped), unit_of_work():
            make(fact)
        assert file_of(moment).status == "processing"
    with unit_of_work():
        make(fact)
    assert (file_of(moment).status, file_of(moment).reason) == ("failed", jobs.WORN_OUT)


def test_nobody_wants_it_any_more(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    """Swept while it was made: nothing stays behind."""
    moment = publish()
    file_id = file_of(moment).id

    cut = apart.cut
    deliver_one("PosterWanted")

    def sweeping(*asked: Any) -> Any:
        sweep(file_id)
        return cut(*asked)

    monkeypatch.setattr(jobs.apart, "cut", sweeping)
    with unit_of_work():
        jobs.render(RenderWanted(file_id))
    assert db.session.get(File, file_id) is None
    assert not stored(file_id)


def sweep(file_id: str) -> None:
    from fandom.media.models import Holder

    for model, column in ((Holder, Holder.file_id), (File, File.id)):
        db.session.query(model).filter(column == file_id).delete()


def test_what_nothing_shows_any_more_is_not_made(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moved again and again, a moment has one clip made, not one for each place that it was at; taken back, none."""
    moved, taken_back, cut, made = publish(), publish(1_500, 2_700), apart.cut, []

    def noting(film: Path, span: tuple[int, int], *rest: Any) -> Any:
        made.append(span)
        return cut(film, span, *rest)

    monkeypatch.setattr(jobs.apart, "cut", noting)
    for start in (1_100, 1_200, 1_300):
        http(as_=ada).patch(f"/moments/{moved['id']}", {"start_ms": start, "end_ms": 2_400})
    http(as_=ada).delete(f"/moments/{taken_back['id']}")
    run_jobs()
    assert made == [(1_300, 2_400)]


def test_what_was_left_is_made_when_somebody_asks_for_it_again(
    publish: Publish, run_jobs: Run, http: Callable[..., Http], ada: Person
) -> None:
    first = publish()
    http(as_=ada).delete(f"/moments/{first['id']}")
    run_jobs()
    second = publish()
    assert second["media"][0]["id"] == first["media"][0]["id"]
    run_jobs()
    assert file_of(second).status == "ready"


def test_what_is_stuck_is_asked_for_again(publish: Publish, run_jobs: Run) -> None:
    moment = publish()
    db.session.execute(update(File).values(touched_at=File.touched_at - actions.STUCK_AFTER * 2))
    assert actions.ask_again() == 0, "it waits in a queue"
    db.session.query(Outbox).delete()
    with unit_of_work():
        assert actions.ask_again() == 1
    run_jobs()
    assert file_of(moment).status == "ready"
    assert db.session.scalars(select(Render.percent)).all() == [100]
