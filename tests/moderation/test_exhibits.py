"""Pictures of what was reported: kept for its case whatever their owner does, and read by nobody but who judges it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from fandom.core import clock, holders
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.media.access import file_to_read
from fandom.media.actions import UNHELD_KEPT, sweep
from fandom.media.models import File
from fandom.media.queries import held_by, holders_of, unheld_count
from fandom.media.values import EVIDENCE
from fandom.moderation.actions import exhibits
from fandom.moderation.handlers import may_read_evidence
from fandom.posts import access, actions
from fandom.posts.values import MomentChange
from tests.moderation.conftest import Desk
from tests.support.http import Http
from tests.support.people import Person
from tests.support.uploads import make_upload

As = Callable[..., Http]


def take_back(author: Person, moment_id: str) -> None:
    with unit_of_work():
        actions.delete_moment(moment=access.moment_to_delete(author.viewer, moment_id))


def is_kept(file_id: str) -> bool:
    """However long ago it was let go."""
    with unit_of_work():
        db.session.execute(update(File).values(unheld_since=File.unheld_since - 2 * UNHELD_KEPT))
        sweep()
    db.session.expire_all()
    return db.session.get(File, file_id) is not None


@pytest.fixture
def picture(kestrel: Person) -> str:
    return make_upload(kestrel, alt="A door")


@pytest.fixture
def moment(desk: Desk, kestrel: Person, picture: str) -> str:
    return desk.moment(kestrel, media=(picture,), episode=(2, 6))


def test_who_takes_back_what_was_reported_leaves_evidence(
    desk: Desk, kestrel: Person, bo: Person, picture: str, moment: str
) -> None:
    case = desk.case(bo, "moment", moment)
    take_back(kestrel, moment)
    assert holders_of(picture) == ((EVIDENCE, case.id),)
    assert is_kept(picture)


def test_its_owner_does_not_notice(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, picture: str, moment: str
) -> None:
    other = make_upload(kestrel)
    unreported = desk.moment(kestrel, media=(other,), episode=(2, 6))
    desk.case(bo, "moment", moment)
    me = http(as_=kestrel)

    def answers(file_id: str) -> list[int]:
        path = f"/media/{file_id}"
        return [me.get(path).status_code, me.delete(path).status_code, me.get(path).status_code]

    assert answers(picture) == answers(other) == [200, 409, 200]
    for each in (moment, unreported):
        take_back(kestrel, each)
    assert unheld_count(kestrel.id) == 2
    assert answers(picture) == answers(other) == [200, 204, 404]
    assert me.delete(f"/media/{picture}").status_code == 404
    assert http(as_=mira).get(f"/media/{picture}").status_code == 200
    assert is_kept(picture)


def test_even_before_the_report_has_become_a_case(
    desk: Desk, kestrel: Person, bo: Person, noor: Person, picture: str, moment: str
) -> None:
    desk.report(bo, "moment", moment)
    desk.report(noor, "moment", moment)
    take_back(kestrel, moment)
    assert is_kept(picture)
    desk.run_jobs()
    assert holders_of(picture) == ((EVIDENCE, desk.open_case().id),)


def test_each_version_that_was_reported_keeps_its_own(
    desk: Desk, kestrel: Person, bo: Person, noor: Person, picture: str, moment: str
) -> None:
    desk.case(bo, "moment", moment)
    other = make_upload(kestrel)
    with unit_of_work():
        actions.edit_moment(moment=access.moment_to_edit(kestrel.viewer, moment), change=MomentChange(media=(other,)))
    case = desk.case(noor, "moment", moment)
    assert held_by(EVIDENCE, case.id) == tuple(sorted((picture, other)))


def test_only_who_may_work_on_the_case_reads_it(
    desk: Desk, kestrel: Person, bo: Person, mira: Person, otto: Person, adele: Person, picture: str, moment: str
) -> None:
    case = desk.case(bo, "moment", moment)
    take_back(kestrel, moment)
    without_scope = Viewer(account_id=mira.id, moderates=mira.viewer.moderates, scopes=frozenset({"read"}))
    asked = (mira.viewer, adele.viewer, otto.viewer, bo.viewer, kestrel.viewer, VISITOR, without_scope)
    assert [may_read_evidence(each, case.id) for each in asked] == [True, True, False, False, False, False, False]
    assert holders.may_read(EVIDENCE, mira.viewer, case.id)
    assert file_to_read(mira.viewer, picture).id == picture


def test_what_was_removed_is_held_by_both(desk: Desk, bo: Person, mira: Person, picture: str, moment: str) -> None:
    desk.decide(mira.viewer, desk.case(bo, "moment", moment).id, "remove")
    assert [kind for kind, _ in holders_of(picture)] == [EVIDENCE, "moment"]


def test_a_face_is_kept_too(desk: Desk, kestrel: Person, bo: Person, picture: str) -> None:
    from fandom.accounts.models import Account

    with unit_of_work():
        db.session.get_one(Account, kestrel.id).avatar_id = picture
    case = desk.case(bo, "account", "kestrel")
    assert held_by(EVIDENCE, case.id) == (picture,)


def test_they_are_let_go_when_the_decision_stands_for_good(
    desk: Desk,
    kestrel: Person,
    bo: Person,
    mira: Person,
    picture: str,
    moment: str,
    frozen_clock: Callable[..., None],
) -> None:
    case = desk.case(bo, "moment", moment)
    desk.decide(mira.viewer, case.id, "remove")
    take_back_later = clock.now() + timedelta(days=30)
    frozen_clock(take_back_later)
    with unit_of_work():
        assert exhibits.release_old() == 0
    frozen_clock(take_back_later + timedelta(days=2))
    with unit_of_work():
        assert exhibits.release_old() == 1
        assert exhibits.release_old() == 0
    assert held_by(EVIDENCE, case.id) == ()


def test_an_open_case_lets_nothing_go(desk: Desk, bo: Person, moment: str, frozen_clock: Callable[..., None]) -> None:
    case = desk.case(bo, "moment", moment)
    frozen_clock(clock.now() + timedelta(days=400))
    with unit_of_work():
        exhibits.release_old()
    assert held_by(EVIDENCE, case.id)


def test_the_case_shows_them_as_they_were(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, picture: str, moment: str
) -> None:
    case = desk.case(bo, "moment", moment)
    take_back(kestrel, moment)
    found = http(as_=mira).get(f"/moderation/cases/{case.id}").json
    assert found["target"]["now"]["media"] == []
    (kept,) = found["evidence"][0]["words"]["media"]
    assert (kept["id"], kept["url"], kept["alt"]) == (picture, f"http://localhost/media/{picture}/640.jpg", "A door")


def test_what_was_said_of_them_stays_as_it_was_said(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, picture: str, moment: str
) -> None:
    case = desk.case(bo, "moment", moment)
    assert http(as_=kestrel).patch(f"/media/{picture}", {"alt": "A window"}).status_code == 200
    found = http(as_=mira).get(f"/moderation/cases/{case.id}").json
    said = [found["target"]["now"]["media"], found["evidence"][0]["words"]["media"]]
    assert [each[0]["alt"] for each in said] == ["A window", "A door"]


def test_the_page_covers_them_until_they_are_pressed(
    http: As, desk: Desk, kestrel: Person, bo: Person, mira: Person, picture: str, moment: str
) -> None:
    case = desk.case(bo, "moment", moment)
    page = http(as_=mira).page(f"/moderation/{case.id}").get_data(as_text=True)
    assert page.count(f"/media/{picture}/640.jpg") == 1
    shown = page[: page.index(f"/media/{picture}/640.jpg")]
    assert shown.rindex('<details class="veil">') > shown.rfind("</details>")


def test_what_was_swept_before_anybody_minded_is_no_evidence(desk: Desk, kestrel: Person, bo: Person) -> None:
    picture = make_upload(kestrel)
    moment = desk.moment(kestrel, media=(picture,))
    from sqlalchemy import delete

    from fandom.media.models import Holder

    with unit_of_work():
        db.session.execute(delete(Holder))
        db.session.execute(delete(File))
    case = desk.case(bo, "moment", moment)
    assert held_by(EVIDENCE, case.id) == ()
