"""What feeds remember for a while: rankings that were frozen, and what was shown. Both may be lost without harm."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

WITHOUT_LOG = {"prefixes": ["UNLOGGED"]}


class Ranking(Model):
    """The rest of a ranked list, in its order, as it was when its second page was asked for."""

    __tablename__ = "rankings"
    __table_args__ = (Index("ix_rankings_frozen_at", "frozen_at"), WITHOUT_LOG)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    moment_ids: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    frozen_at: Mapped[datetime]


class Seen(Model):
    """What an account was shown in hot Home: `fresh_ids` in the visit that began at `at`, `moment_ids` before it."""

    __tablename__ = "seen"
    __table_args__ = (WITHOUT_LOG,)

    account_id: Mapped[str] = mapped_column(Id, primary_key=True)
    moment_ids: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    fresh_ids: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    at: Mapped[datetime]
