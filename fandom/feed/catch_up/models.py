"""What waits for whom, as stretches of a story: no row for any single moment."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class WaitingStretch(Model):
    """Of the moments that reveal something from `low` up to `high`, keys as Position.key has them and both included,
    those wait for this fan whose ids lie after `read_to` and not after `newest`.

    Stretches of one fan and show do not overlap. One that has been read stays, so that it does not come again.
    """

    __tablename__ = "waiting_stretches"
    __table_args__ = (CheckConstraint("low <= high", name="order"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"), primary_key=True)
    low: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    high: Mapped[int] = mapped_column(BigInteger)
    read_to: Mapped[str] = mapped_column(Id)
    newest: Mapped[str] = mapped_column(Id)
