"""Clips of what was removed: kept while that may be taken back, unreadable but for those who may do so, then erased."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest

from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.infra import storage
from fandom.infra.db import unit_of_work
from fandom.media import personal
from fandom.media.queries import by_id, holders_of
from fandom.moderation.actions import exhibits, quarantine
from fandom.moderation.queries.history import UNDO_FOR
from tests.moderation.conftest import Desk
from tests.moderation.test_exhibits import is_kept, take_back
from tests.support.clipped import first_frame, make_clip, show_clip
from tests.support.http import Http
from tests.support.people import Person
from tests.support.uploads import WIDTHS, make_upload

As = Callable[..., Http]
Clock = Callable[..., None]
NAME = "clip.mp4"


@pytest.fixture
def clip() -> str:
    return make_clip()


@pytest.fixture
def moment(desk: Desk, kestrel: Person, clip: str) -> str:
    return show_clip(desk.moment(kestrel, episode=(2, 6), start_ms=1_000, end_ms=5_000), clip)


def statuses(http: As, clip: str, *people: Person | None) -> list[int]:
    return [http(as_=each).page(f"/media/{clip}/{NAME}").status_code for each in people]


def tidy() -> int:
    with unit_of_work():
        exhibits.release_old()
        return quarantine.end()


def test_only_who_may_put_it_back_reads_what_was_removed(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, otto: Person, clip: str, moment: str
) -> None:
    assert statuses(http, clip, kestrel, None) == [200, 200]
    assert http(as_=kestrel).get(f"/moments/{moment}").json["media"]
    case = desk.case(bo, "moment", moment)
    decision = desk.decide(mira.viewer, case.id, "remove")
    assert statuses(http, clip, kestrel, bo, otto, None, mira) == [404, 404, 404, 404, 200]
    assert http(as_=kestrel).get(f"/moments/{moment}").json["media"] == []
    assert clip not in http(as_=kestrel).page(f"/m/{moment}").text
    assert http(as_=mira).get(f"/moments/{moment}").json["media"][0]["id"] == clip
    assert is_kept(clip)
    desk.undo(mira.viewer, decision)
    assert statuses(http, clip, kestrel, mira) == [200, 200]
    assert http(as_=kestrel).get(f"/moments/{moment}").json["media"][0]["status"] == "ready"


@pytest.fixture
def picture(kestrel: Person) -> str:
    """Of its author's own, with bytes."""
    file_id = make_upload(kestrel, alt="A door")
    store = storage.store()
    for width in WIDTHS:
        store.put(f"{storage.folder_of(file_id)}{width}.jpg", BytesIO(first_frame()), "image/jpeg")
    return file_id


def test_an_author_reads_no_picture_of_their_own_that_was_removed(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, picture: str
) -> None:
    moment = desk.moment(kestrel, media=(picture,), episode=(2, 6))
    door, own = f"/media/{picture}/640.jpg", http(as_=kestrel)
    assert (own.page(door).status_code, own.get(f"/media/{picture}").status_code) == (200, 200)
    decision = desk.decide(mira.viewer, desk.case(bo, "moment", moment).id, "remove")
    assert [http(as_=each).page(door).status_code for each in (kestrel, bo, None, mira)] == [404, 404, 404, 200]
    for answer in (own.get(f"/media/{picture}"), own.patch(f"/media/{picture}", {"alt": "x"})):
        assert answer.status_code == 404
    assert own.get(f"/moments/{moment}").json["media"] == []
    assert not [each for each in personal.export(kestrel.id) if picture in each.path]
    desk.undo(mira.viewer, decision)
    assert (own.page(door).status_code, own.get(f"/media/{picture}").status_code) == (200, 200)
    assert own.get(f"/moments/{moment}").json["media"][0]["id"] == picture


def test_it_is_not_theirs_again_once_that_stands_for_good(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, picture: str, frozen_clock: Clock
) -> None:
    moment = desk.moment(kestrel, media=(picture,), episode=(2, 6))
    desk.decide(mira.viewer, desk.case(bo, "moment", moment).id, "remove")
    frozen_clock(clock.now() + UNDO_FOR + timedelta(days=2))
    assert tidy() == 1
    assert http(as_=kestrel).page(f"/media/{picture}/640.jpg").status_code == 404
    with pytest.raises(Invalid):
        desk.moment(kestrel, media=(picture,))
    assert not is_kept(picture)


def test_it_is_erased_once_that_stands_for_good(
    http: As, desk: Desk, bo: Person, mira: Person, clip: str, moment: str, frozen_clock: Clock
) -> None:
    desk.decide(mira.viewer, desk.case(bo, "moment", moment).id, "remove")
    later = clock.now() + UNDO_FOR
    frozen_clock(later)
    assert tidy() == 0
    frozen_clock(later + timedelta(days=2))
    assert (tidy(), tidy()) == (1, 0)
    assert holders_of(clip) == ()
    assert http(as_=mira).get(f"/moments/{moment}").json["media"] == []
    assert not is_kept(clip)
    desk.run_jobs()
    assert not any(storage.store().path(storage.folder_of(clip)).glob("*"))  # type: ignore[union-attr]


def test_another_word_on_it_keeps_it_for_as_long_again(
    desk: Desk, bo: Person, mira: Person, clip: str, moment: str, frozen_clock: Clock
) -> None:
    case, began = desk.case(bo, "moment", moment), clock.now()
    decision = desk.decide(mira.viewer, case.id, "remove")
    frozen_clock(began + timedelta(days=20))
    desk.undo(mira.viewer, decision)
    desk.decide(mira.viewer, case.id, "remove")
    frozen_clock(began + UNDO_FOR + timedelta(days=2))
    assert tidy() == 0
    assert [kind for kind, _ in holders_of(clip)] == ["evidence", "moment"]


def test_anothers_moment_with_the_same_clip_is_not_touched(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, clip: str, moment: str
) -> None:
    other = show_clip(desk.moment(kestrel, episode=(2, 6), start_ms=1_000, end_ms=5_000), clip)
    desk.decide(mira.viewer, desk.case(bo, "moment", moment).id, "remove")
    assert http(as_=kestrel).get(f"/moments/{other}").json["media"][0]["id"] == clip
    assert statuses(http, clip, kestrel) == [200]


def test_what_its_author_takes_back_goes_within_the_hour(desk: Desk, kestrel: Person, clip: str, moment: str) -> None:
    take_back(kestrel, moment)
    assert holders_of(clip) == ()
    assert not is_kept(clip)
    assert not by_id([clip])
