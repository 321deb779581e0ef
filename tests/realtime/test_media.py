"""Whoever uploaded a picture hears what became of it; nobody else does."""

from collections.abc import Callable

from fandom.core.ids import new_id
from fandom.infra.db import db
from fandom.media import actions
from fandom.media.models import File
from fandom.media.values import Decoded, Stored
from tests.support.sockets import House, Socket


def test_only_its_owner_hears_that_it_is_ready_or_failed(house: House, socket: Callable[..., Socket]) -> None:
    ada, bo = house.person("ada"), house.person("bo")
    mine, others = socket(as_=ada).watch("me"), socket(as_=bo).watch("me")
    ids = [new_id(), new_id()]
    for file_id in ids:
        with house.commits():
            actions.add(owner_id=ada.id, stored=Stored(file_id, "image/png", 10))
    with house.commits():
        actions.ready(file=db.session.get_one(File, ids[0]), decoded=Decoded(10, 20, "#102030", ()))
    said = mine.hears("media.changed")
    assert (said["topic"], said["media"]["id"], said["media"]["status"]) == ("me", ids[0], "ready")
    with house.commits():
        actions.fail(file=db.session.get_one(File, ids[1]), reason="It is damaged, or a part of it is missing.")
    assert mine.hears("media.changed")["media"]["reason"] == "It is damaged, or a part of it is missing."
    house.publish(f"account:{bo.id}", "notification.new")
    assert others.hears("notification.new")["topic"] == "me"
