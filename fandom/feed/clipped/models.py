"""Who has a moment in which hundredth of an episode, and how many they are."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

PLACE = ("show_id", "season", "number")
_COUNTED = [f"clipped_episodes.{name}" for name in PLACE]


class ClippedEpisode(Model):
    """An episode whose rows are there, made for this length. Where it has another one by now they are made anew."""

    __tablename__ = "clipped_episodes"
    __table_args__ = (
        ForeignKeyConstraint(PLACE, [f"episodes.{name}" for name in PLACE], ondelete="CASCADE"),
        CheckConstraint("length_ms > 0", name="length"),
    )

    show_id: Mapped[str] = mapped_column(Id, primary_key=True)
    season: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    length_ms: Mapped[int]


class ClippedFan(Model):
    """A fan counts once in a bin, however many moments they have there: from `opens_key` on, a key as Position.key has
    it, or from the end of the bin on where it is 0.
    """

    __tablename__ = "clipped_fans"
    __table_args__ = (
        ForeignKeyConstraint(PLACE, _COUNTED, ondelete="CASCADE"),
        CheckConstraint("bin BETWEEN 0 AND 99", name="bin"),
        Index("ix_clipped_fans_account_id_show_id", "account_id", "show_id"),
    )

    show_id: Mapped[str] = mapped_column(Id, primary_key=True)
    season: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    bin: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    opens_key: Mapped[int] = mapped_column(BigInteger)


class ClippedBin(Model):
    """How many rows of fans there are in a bin that open at the same place: what a heatmap is added up from."""

    __tablename__ = "clipped_bins"
    __table_args__ = (ForeignKeyConstraint(PLACE, _COUNTED, ondelete="CASCADE"),)

    show_id: Mapped[str] = mapped_column(Id, primary_key=True)
    season: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    bin: Mapped[int] = mapped_column(primary_key=True)
    opens_key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    fans: Mapped[int]
