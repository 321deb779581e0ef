"""The picture somebody goes by."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from fandom.accounts.models import Account
from fandom.infra.db import db, unit_of_work
from fandom.media import actions, queries
from fandom.media.models import File
from tests.conftest import CountQueries
from tests.media.pictures import file_of, picture
from tests.support.http import Http
from tests.support.people import Person, make_admin

Client = Callable[..., Http]
Upload = Callable[..., str]


def shown(person: Person) -> str | None:
    db.session.expire_all()
    return db.session.scalar(select(Account.avatar_id).where(Account.id == person.id))


def waiting(file_id: str) -> bool:
    """For the sweep."""
    return db.session.scalar(select(File.unheld_since).where(File.id == file_id)) is not None


def test_a_visitor_has_none(http: Client, ada: Person) -> None:
    assert http().put("/me/avatar", {"media": "x"}).status_code == 401
    assert http().delete("/me/avatar").status_code == 401


def test_only_an_upload_of_ones_own(http: Client, ada: Person, bo: Person, upload: Upload) -> None:
    for file_id in (upload(ada, decoded=False), "0000000000000", "x"):
        response = http(as_=bo).put("/me/avatar", {"media": file_id})
        assert response.json["errors"] == {"media": ["There is no such upload of yours."]}


def test_not_one_that_failed(http: Client, ada: Person, upload: Upload) -> None:
    failed = upload(ada, b"\x89PNG\r\n\x1a\n")
    assert http(as_=ada).put("/me/avatar", {"media": failed}).status_code == 422
    assert shown(ada) is None


def test_everybody_sees_it(http: Client, ada: Person, upload: Upload) -> None:
    file_id = upload(ada)
    assert http(as_=ada).put("/me/avatar", {"media": file_id}).status_code == 204
    assert http().get("/accounts/ada").json["avatar_url"] == f"http://localhost/media/{file_id}/320.jpg"
    assert http().page(f"/media/{file_id}/320.jpg").status_code == 200


def test_nobody_sees_that_of_somebody_banned(http: Client, ada: Person, upload: Upload) -> None:
    from fandom.accounts import actions as accounts

    file_id = upload(ada)
    http(as_=ada).put("/me/avatar", {"media": file_id})
    admin = make_admin()
    with unit_of_work():
        accounts.ban(viewer=admin.viewer, account_id=ada.id, reason="test")
    assert http().page(f"/media/{file_id}/320.jpg").status_code == 404


def test_the_old_one_is_let_go(http: Client, ada: Person, upload: Upload) -> None:
    old, new = upload(ada), upload(ada)
    for file_id in (old, new):
        http(as_=ada).put("/me/avatar", {"media": file_id})
    assert shown(ada) == new
    assert (waiting(old), waiting(new)) == (True, False)
    assert http(as_=ada).delete("/me/avatar").status_code == 204
    assert shown(ada) is None
    assert waiting(new)


def test_one_that_is_not_ready_takes_its_place_later(
    http: Client, ada: Person, upload: Upload, run_jobs: Callable[[], int]
) -> None:
    old, new = upload(ada), upload(ada, decoded=False)
    for file_id in (old, new):
        http(as_=ada).put("/me/avatar", {"media": file_id})
    assert shown(ada) == old
    assert not waiting(old)
    run_jobs()
    assert shown(ada) == new
    assert waiting(old)


def test_of_two_that_are_not_ready_the_last_chosen_counts(
    http: Client, ada: Person, upload: Upload, run_jobs: Callable[[], int]
) -> None:
    first, last = upload(ada, decoded=False), upload(ada, decoded=False)
    for file_id in (last, first, last):
        http(as_=ada).put("/me/avatar", {"media": file_id})
    run_jobs()
    assert shown(ada) == last
    assert queries.holders_of(first) == ()


def test_one_that_turns_out_not_to_be_a_picture_changes_nothing(
    http: Client, ada: Person, upload: Upload, run_jobs: Callable[[], int]
) -> None:
    old, broken = upload(ada), upload(ada, file_of(picture((300, 300)))[:200], decoded=False)
    for file_id in (old, broken):
        assert http(as_=ada).put("/me/avatar", {"media": file_id}).status_code == 204
    run_jobs()
    assert shown(ada) == old
    assert queries.holders_of(broken) == ()


def test_one_removed_while_it_is_decoded_does_not_come_back(
    http: Client, ada: Person, upload: Upload, run_jobs: Callable[[], int]
) -> None:
    file_id = upload(ada, decoded=False)
    http(as_=ada).put("/me/avatar", {"media": file_id})
    http(as_=ada).delete("/me/avatar")
    run_jobs()
    assert shown(ada) is None


@pytest.mark.parametrize("kind", ["moment", "evidence"])
def test_what_something_else_shows(http: Client, ada: Person, upload: Upload, kind: str) -> None:
    """Evidence is not a use of it."""
    file_id = upload(ada, decoded=False)
    with unit_of_work():
        actions.hold(file_id, kind, "x")
    assert http(as_=ada).put("/me/avatar", {"media": file_id}).status_code == (422 if kind == "moment" else 204)


def test_who_is_not_there_has_no_face(http: Client, ada: Person, bo: Person, upload: Upload) -> None:
    file_id = upload(ada)
    http(as_=ada).put("/me/avatar", {"media": file_id})
    path = f"/media/{file_id}/320.jpg"
    assert http(as_=bo).page(path).status_code == 200
    http(as_=ada).put("/accounts/bo/block")
    assert [http(as_=each).page(path).status_code for each in (ada, bo, None)] == [200, 404, 200]


def test_whoever_chose_it_is_locked_before_the_file_as_when_it_is_chosen(
    http: Client, ada: Person, upload: Upload, run_jobs: Callable[[], int], count_queries: CountQueries
) -> None:
    file_id = upload(ada, decoded=False)
    http(as_=ada).put("/me/avatar", {"media": file_id})
    with count_queries() as said:
        run_jobs()
    locks = [each for each in said if "FOR UPDATE" in each]
    account = next(place for place, each in enumerate(locks) if "FROM accounts" in each)
    files = [place for place, each in enumerate(locks) if "FROM files" in each]
    assert files[0] < account < files[1], "the first look at the file ends with its transaction"
    assert shown(ada) == file_id
