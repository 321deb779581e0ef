"""Uploads that are on their way."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Transfer(Model):
    """`length` is how many bytes there will be; how many there are is what lies on the disk, not here.

    `said` is what came with it, as it came. `file_id` is set once all of it is there and has become a file.
    """

    __tablename__ = "transfers"
    __table_args__ = (
        CheckConstraint("length > 0", name="length"),
        Index("ix_transfers_owner_id", "owner_id"),
        Index("ix_transfers_expires_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    length: Mapped[int] = mapped_column(BigInteger)
    said: Mapped[str]
    alt: Mapped[str]
    file_id: Mapped[str | None] = mapped_column(Id, ForeignKey("files.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
