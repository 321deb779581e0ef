"""Switches per kind, for here and for letters: what goes without saying, and that they are honoured."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from fandom.accounts.models import Account
from fandom.infra.db import db, unit_of_work
from fandom.notifications.actions import News, choose, stop_letters, tell
from fandom.notifications.choices import KINDS, Choice, wishes_of
from fandom.notifications.models import Notification, NotificationPart, NotificationSettings
from tests.moderation.conftest import Desk
from tests.notifications.conftest import Inbox
from tests.support.http import Http
from tests.support.people import Person

Client = Callable[..., Http]
PATH = "/me/notification-settings"


def want(person: Person, *, digest: bool = False, **kinds: Choice) -> None:
    choices = {kind: Choice(web=True, mail=False) for kind in KINDS} | kinds
    with unit_of_work():
        choose(account_id=person.id, choices=choices, digest=digest)


def test_what_goes_without_saying() -> None:
    wishes = wishes_of({}, digest=False, version=0)
    assert [kind for kind in KINDS if not wishes.of(kind).web] == []
    assert [kind for kind in KINDS if wishes.of(kind).mail] == ["decision"]
    assert wishes.of("report_answered") == wishes.of("decision_undone") == wishes.of("decision")


def test_decisions_are_always_told_here() -> None:
    said = {"decision": {"web": False, "mail": False}}
    assert wishes_of(said, digest=False, version=1).of("decision") == Choice(web=True, mail=False)


def test_over_http(http: Client, kestrel: Person) -> None:
    client = http(as_=kestrel)
    first = client.get(PATH)
    assert (first.json["digest"], set(first.json["kinds"]), first.headers["ETag"]) == (False, set(KINDS), '"0"')
    asked = {"kinds": first.json["kinds"] | {"reply": {"web": False, "mail": True}}, "digest": True}
    kept = client.put(PATH, asked, headers={"If-Match": first.headers["ETag"]})
    assert (kept.status_code, kept.json) == (200, asked)
    assert client.get(PATH).json == asked
    assert client.put(PATH, asked, headers={"If-Match": first.headers["ETag"]}).status_code == 412


def test_only_ones_own(http: Client, kestrel: Person, bo: Person) -> None:
    assert http().get(PATH).status_code == 401
    want(kestrel, reply=Choice(web=False, mail=False))
    assert http(as_=bo).get(PATH).json["kinds"]["reply"]["web"] is True


@pytest.mark.parametrize(
    "change",
    [
        {"kinds": {}},
        {"kinds": {"reply": {"web": True, "mail": True}}},
        {"digest": "perhaps"},
        {"digest": None},
        {"letters": True},
        {"kinds": {kind: {"web": True} for kind in KINDS}},
        {"kinds": {kind: {"web": True, "mail": True} for kind in (*KINDS, "gossip")}},
        {"kinds": {kind: {"web": False, "mail": True} for kind in KINDS}},
    ],
)
def test_what_cannot_be_read(http: Client, kestrel: Person, change: dict[str, Any]) -> None:
    good: dict[str, Any] = {"kinds": {kind: {"web": True, "mail": True} for kind in KINDS}, "digest": False}
    assert http(as_=kestrel).put(PATH, good | change).status_code == 422


def test_what_is_switched_off_is_not_kept(desk: Desk, inbox: Inbox, kestrel: Person, bo: Person) -> None:
    want(kestrel, comment=Choice(web=False, mail=False))
    desk.comment(bo, desk.moment(kestrel))
    assert inbox(kestrel) == []
    assert db.session.scalars(select(Notification)).all() == []


def test_by_letter_only_is_not_here(http: Client, desk: Desk, inbox: Inbox, kestrel: Person, bo: Person) -> None:
    want(kestrel, comment=Choice(web=False, mail=True))
    desk.comment(bo, desk.moment(kestrel))
    assert inbox(kestrel) == []
    assert http(as_=kestrel).get("/notifications").json["unread"] == 0
    assert len(db.session.scalars(select(Notification)).all()) == 1


def test_one_is_read_by_itself(http: Client, kestrel: Person, bo: Person) -> None:
    with unit_of_work():
        for key in ("one", "two", "three"):
            tell(account_id=kestrel.id, news=News("mention", key, ("account", bo.id), bo.id))
    client = http(as_=kestrel)
    middle = client.get("/notifications").json["items"][1]["id"]
    for _ in range(2):
        assert client.put(f"/notifications/{middle}/read").json == {"unread": 2}
    assert [each["read"] for each in client.get("/notifications").json["items"]] == [False, True, False]
    assert http(as_=bo).put(f"/notifications/{middle}/read").status_code == 404
    assert http().put(f"/notifications/{middle}/read").status_code == 401


def test_of_who_has_left_nothing_is_kept_again(kestrel: Person, bo: Person) -> None:
    with unit_of_work():
        db.session.get_one(Account, kestrel.id).state = "deleted"
    with unit_of_work():
        tell(account_id=kestrel.id, news=News("mention", "one", ("account", bo.id), bo.id))
        stop_letters(account_id=kestrel.id, what="digest")
    for model in (Notification, NotificationPart, NotificationSettings):
        assert db.session.scalars(select(model.account_id)).all() == []
