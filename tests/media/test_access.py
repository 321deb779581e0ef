"""What one may attach."""

from collections.abc import Callable

import pytest

from fandom.core.errors import Invalid, Unauthenticated
from fandom.core.viewer import VISITOR
from fandom.infra.db import unit_of_work
from fandom.media import actions, queries
from fandom.media.access import uploads_to_attach
from tests.support.people import Person

Upload = Callable[..., str]


def refused(viewer: object, ids: list[str], **more: object) -> list[str]:
    with pytest.raises(Invalid) as refusal, unit_of_work():
        uploads_to_attach(viewer, ids, **more)  # type: ignore[arg-type]
    return refusal.value.errors["media"]


def test_a_visitor_attaches_nothing(app: object) -> None:
    with pytest.raises(Unauthenticated):
        uploads_to_attach(VISITOR, ["x"])


def test_only_ones_own(ada: Person, bo: Person, upload: Upload) -> None:
    mine, others = upload(bo, decoded=False), upload(ada, decoded=False)
    for file_id in (others, "0000000000000", "", "\u2603"):
        assert refused(bo.viewer, [mine, file_id]) == ["There is no such upload of yours."]


def test_not_what_failed_nor_the_same_twice(ada: Person, upload: Upload) -> None:
    failed, fine = upload(ada, b"\x89PNG\r\n\x1a\n"), upload(ada, decoded=False)
    assert refused(ada.viewer, [failed]) == ["This upload failed; choose another."]
    assert refused(ada.viewer, [fine, fine]) == ["Each upload once, please."]


def test_not_what_something_else_shows(ada: Person, upload: Upload) -> None:
    file_id = upload(ada, decoded=False)
    with unit_of_work():
        actions.hold(file_id, "moment", "m")
    assert refused(ada.viewer, [file_id]) == ["This is used somewhere else already."]
    assert refused(ada.viewer, [file_id], holder=("moment", "n")) == ["This is used somewhere else already."]
    with unit_of_work():
        assert uploads_to_attach(ada.viewer, [file_id], holder=("moment", "m"))[0].id == file_id
        actions.hold(file_id, "evidence", "case")
        assert uploads_to_attach(ada.viewer, [file_id], holder=("moment", "m"))


def test_they_come_in_the_order_asked_for(ada: Person, upload: Upload) -> None:
    ids = [upload(ada, decoded=False) for _ in range(3)][::-1]
    with unit_of_work():
        assert [each.id for each in uploads_to_attach(ada.viewer, ids)] == ids
        assert uploads_to_attach(ada.viewer, []) == ()


def test_who_holds_a_file_reads_it_without_being_asked(ada: Person, upload: Upload) -> None:
    ready, waiting = upload(ada, alt="A cat"), upload(ada, decoded=False)
    found = queries.by_id([ready, waiting, "nothing"])
    assert set(found) == {ready, waiting}
    assert (found[ready].alt, found[ready].preview_url) == ("A cat", f"/media/{ready}/320.jpg")
    assert (found[waiting].status, found[waiting].url, found[waiting].sources) == ("processing", None, ())
    assert queries.by_id([]) == {}


def test_holding_twice_is_once_and_some_may_stay(ada: Person, upload: Upload) -> None:
    first, second = upload(ada, decoded=False), upload(ada, decoded=False)
    with unit_of_work():
        for file_id in (first, second, first):
            actions.hold(file_id, "moment", "m")
    assert queries.held_by("moment", "m") == tuple(sorted([first, second]))
    with unit_of_work():
        actions.release("moment", "m", but=[second])
        actions.release("moment", "nothing of this name")
    assert queries.held_by("moment", "m") == (second,)
    assert queries.holders_of(first) == ()
    assert queries.unheld_count(ada.id) == 1
