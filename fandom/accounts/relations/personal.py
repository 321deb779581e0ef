"""This slice's part of an account: whom it follows, and whom and what it does not want to see."""

from collections.abc import Iterable

from sqlalchemy import case, select

from fandom.accounts.models import Account
from fandom.accounts.relations import actions
from fandom.accounts.relations.models import Block, Follow, Mute
from fandom.core import personal
from fandom.core.personal import Piece
from fandom.infra import extracts


def export(account_id: str) -> Iterable[Piece]:
    """By handle where it is somebody."""
    follows = select(Account.handle, Follow.at).join(Account, Account.id == Follow.followed_id)
    blocks = select(Account.handle, Block.at).join(Account, Account.id == Block.blocked_id)
    named = case((Mute.kind == "account", Account.handle), else_=Mute.value).label("value")
    mutes = select(Mute.kind, named, Mute.until, Mute.at).outerjoin(Account, Account.id == Mute.value)
    return (
        extracts.rows("follows.json", follows.where(Follow.follower_id == account_id).order_by(Follow.id)),
        extracts.rows("blocks.json", blocks.where(Block.blocker_id == account_id).order_by(Block.at)),
        extracts.rows("mutes.json", mutes.where(Mute.account_id == account_id).order_by(Mute.at)),
    )


def erase(account_id: str) -> bool:
    actions.erase(account_id=account_id)
    return False


def listen() -> None:
    personal.answer("accounts.relations", export=export, erase=erase)
