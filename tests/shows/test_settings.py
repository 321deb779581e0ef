"""Settings of a fandom: audited once, versioned, and never overwritten unseen."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fandom.core.viewer import SYSTEM
from fandom.infra.audit import AuditRow, first_broken
from fandom.infra.db import db, unit_of_work
from fandom.shows import actions, queries
from fandom.shows.events import ShowChanged
from fandom.shows.values import ShowView
from tests.support.catalogue import PALETTE, make_show
from tests.support.http import client_for
from tests.support.people import make_fan

OTHER = (*PALETTE, "🌊")


def change(show: ShowView, viewer: Any = SYSTEM, **changes: Any) -> list[object]:
    """The facts that it recorded."""
    with unit_of_work():
        actions.change_settings(viewer=viewer, show_id=show.id, changes=changes)
        return list(db.session.info.get("facts", []))


def audited() -> list[AuditRow]:
    return list(db.session.scalars(select(AuditRow).where(AuditRow.action == "show.settings").order_by(AuditRow.id)))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"palette": tuple(PALETTE)},
        {"palette": list(PALETTE), "public_horizon": "aired"},
        {"watch_template": None, "withholds_titles": False},
    ],
)
def test_what_is_so_already_is_no_change(app: Flask, changes: dict[str, Any]) -> None:
    show = make_show()
    assert change(show, **changes) == []
    assert queries.by_id(show.id) == show
    assert audited() == []


def test_a_change_is_told_versioned_and_audited_with_what_was(app: Flask) -> None:
    show, moderator = make_show(), make_fan()
    facts = change(show, moderator.viewer, palette=OTHER, public_horizon="open", withholds_titles=False)
    assert facts == [ShowChanged(show.id)]
    found = queries.by_id(show.id)
    assert found is not None
    assert (found.version, found.palette, found.public_horizon) == (2, OTHER, "open")
    (row,) = audited()
    assert (row.actor_id, row.target_kind, row.target_id) == (moderator.id, "show", show.id)
    assert row.detail == {
        "was": {"palette": PALETTE, "public_horizon": "aired"},
        "now": {"palette": list(OTHER), "public_horizon": "open"},
    }


def test_a_watch_template_can_be_taken_away(app: Flask) -> None:
    show = make_show(watch_template="https://tv.example/{id}")
    change(show, watch_template=None)
    found = queries.by_id(show.id)
    assert found is not None
    assert found.watch_template is None


def test_the_audit_chain_holds_over_changes(app: Flask) -> None:
    show = make_show()
    for setting in ("open", "closed", "aired"):
        change(show, public_horizon=setting)
    assert len(audited()) == 3
    assert first_broken() is None


@pytest.mark.live
def test_of_two_who_read_the_same_version_one_changes_it(committed: Flask) -> None:
    show = make_show("lantern")
    people = [make_fan(moderates=[show.id]) for _ in range(4)]

    def open_session(account_id: str) -> str:
        from fandom.accounts.actions import open_session

        with unit_of_work():
            return open_session(account_id=account_id, user_agent="tests")

    clients = [client_for(committed, person, open_session) for person in people]
    tag = clients[0].get("/shows/lantern/settings").headers["ETag"]

    def patch(number: int) -> int:
        body = {"palette": [*PALETTE, f"{'🌊🌋🌌🌍'[number]}"]}
        return clients[number].patch("/shows/lantern/settings", body, headers={"If-Match": tag}).status_code

    with ThreadPoolExecutor(4) as threads:
        statuses = sorted(threads.map(patch, range(4)))
    assert statuses == [200, 412, 412, 412]
    found = queries.by_slug("lantern")
    assert found is not None
    assert found.version == 2
