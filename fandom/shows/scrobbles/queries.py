"""Reads of one's own address, and of what came to it."""

from itertools import groupby, islice
from typing import Any

from sqlalchemy import select

from fandom.core.horizon import episode_name
from fandom.infra.db import db
from fandom.shows.models import Show
from fandom.shows.scrobbles.models import Hook, HookEvent
from fandom.shows.scrobbles.values import EventView, HookView

SHOWN = 20
LOOKED_AT = 500
ALIKE = ("player", "title", "outcome", "show", "season", "number")


def hook(account_id: str) -> HookView | None:
    columns = (Hook.only_user, Hook.created_at, Hook.used_at, Hook.unmatched)
    row = db.session.execute(select(*columns).where(Hook.account_id == account_id)).one_or_none()
    return HookView(*row, events=_events(account_id)) if row else None


def _events(account_id: str) -> tuple[EventView, ...]:
    """The latest first; the same, said several times one after the other, as one."""
    columns = [getattr(HookEvent, name) for name in ("at", "player", "title", "outcome", "season", "number")]
    asked = select(*columns, HookEvent.position_ms, Show.title.label("show"))
    mine = asked.outerjoin(Show, Show.id == HookEvent.show_id).where(HookEvent.account_id == account_id)
    rows = db.session.execute(mine.order_by(HookEvent.id.desc()).limit(LOOKED_AT))
    runs = groupby(rows, key=lambda row: tuple(getattr(row, name) for name in ALIKE))
    return tuple(_event(list(run)) for _, run in islice(runs, SHOWN))


def _event(run: list[Any]) -> EventView:
    last = run[0]
    episode = None if last.season is None else episode_name(last.season, last.number)
    return EventView(last.at, last.player, last.title, last.outcome, last.show, episode, last.position_ms, len(run))
