"""Who is in a cluster with whom. It follows from the moments and may be worked out again from them at any time."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model


class ClusteredMoment(Model):
    """A published moment that others overlap with; its leader has a row too, and whoever is alone has none."""

    __tablename__ = "clustered_moments"
    __table_args__ = (
        Index("ix_clustered_moments_leader_id", "leader_id"),
        Index("ix_clustered_moments_episode", "show_id", "season", "number"),
    )

    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id", ondelete="CASCADE"), primary_key=True)
    leader_id: Mapped[str] = mapped_column(Id)
    show_id: Mapped[str] = mapped_column(Id)
    season: Mapped[int]
    number: Mapped[int]
