"""Drafts: one for each fan and show."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class Draft(Model):
    """`typed` is what the form holds, right or wrong. `version` rises with every change."""

    __tablename__ = "drafts"
    __table_args__ = (
        Index("uq_drafts_account_id_show_id", "account_id", "show_id", unique=True),
        Index("ix_drafts_updated_at", "updated_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"))
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    media_ids: Mapped[list[str]] = mapped_column(ARRAY(TEXT), default=list)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
