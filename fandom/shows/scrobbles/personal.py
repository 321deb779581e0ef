"""This slice's part of an account: its secret address, and what came to it."""

from collections.abc import Iterable

from sqlalchemy import select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts
from fandom.shows.models import Show
from fandom.shows.scrobbles.actions import forget_hook
from fandom.shows.scrobbles.models import Hook, HookEvent

_EVENT = (HookEvent.at, HookEvent.player, HookEvent.title, HookEvent.outcome, Show.slug, HookEvent.season)


def export(account_id: str) -> Iterable[Piece]:
    """No hash: it stands for a secret."""
    hook = select(Hook.only_user, Hook.created_at, Hook.used_at, Hook.unmatched)
    events = select(*_EVENT, HookEvent.number, HookEvent.position_ms).outerjoin(Show, Show.id == HookEvent.show_id)
    return (
        extracts.row("hook.json", hook.where(Hook.account_id == account_id)),
        extracts.rows("hook-events.json", events.where(HookEvent.account_id == account_id).order_by(HookEvent.id)),
    )


def erase(account_id: str) -> bool:
    forget_hook(account_id=account_id)
    return False


def listen() -> None:
    personal.answer("shows.scrobbles", export=export, erase=erase)
