"""This slice's part of an account: the fandoms it has joined, and how far it is in each show."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from fandom.core import personal
from fandom.core.personal import Piece
from fandom.core.viewer import Viewer
from fandom.infra import extracts
from fandom.infra.db import db
from fandom.shows.actions import leave
from fandom.shows.models import Membership, Progress, Show, SpecialSeen

_PLACE = (Progress.mode, Progress.season, Progress.number, Progress.position_ms, Progress.updated_at)


def export(account_id: str) -> Iterable[Piece]:
    joined = select(Show.slug, Membership.role, Membership.joined_at).join(Show, Show.id == Membership.show_id)
    reached = select(Show.slug, *_PLACE).join(Show, Show.id == Progress.show_id)
    seen = select(Show.slug, SpecialSeen.number, SpecialSeen.position_ms).join(Show, Show.id == SpecialSeen.show_id)
    return (
        extracts.rows("memberships.json", joined.where(Membership.account_id == account_id).order_by(Show.slug)),
        extracts.rows("progress.json", reached.where(Progress.account_id == account_id).order_by(Show.slug)),
        extracts.rows("specials.json", seen.where(SpecialSeen.account_id == account_id).order_by(Show.slug)),
    )


def erase(account_id: str) -> bool:
    for show_id in db.session.scalars(select(Membership.show_id).where(Membership.account_id == account_id)).all():
        leave(viewer=Viewer(account_id=account_id), show_id=show_id)
    for model in (SpecialSeen, Progress):
        db.session.execute(delete(model).where(model.account_id == account_id))
    return False


def listen() -> None:
    personal.answer("shows", export=export, erase=erase)
