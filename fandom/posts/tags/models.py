"""Which published moments carry which tags, and which tags mean the same."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

# Byte order, so that a beginning is a range of the index.
Word = Text(collation="C")


class TagUse(Model):
    """A tag of a published moment, with what decides for whom it is open. Kept by triggers on `moments`."""

    __tablename__ = "tag_uses"
    __table_args__ = (
        Index("ix_tag_uses_tag", "tag", "show_id", "reveal_key", postgresql_include=["author_id", "moment_id"]),
        Index("ix_tag_uses_show_id_tag", "show_id", "tag", "reveal_key", postgresql_include=["author_id", "moment_id"]),
    )

    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(Word, primary_key=True)
    show_id: Mapped[str] = mapped_column(Id)
    author_id: Mapped[str] = mapped_column(Id)
    reveal_key: Mapped[int | None] = mapped_column(BigInteger)


class TagSynonym(Model):
    """`alias` means `canonical`, in one fandom, or in all where there is no `show_id`. Within one of these no canonical
    is an alias. Who joined them is in the audit log.
    """

    __tablename__ = "tag_synonyms"
    __table_args__ = (
        CheckConstraint("alias <> canonical", name="apart"),
        Index("uq_tag_synonyms_alias", "show_id", "alias", unique=True, postgresql_nulls_not_distinct=True),
        Index("ix_tag_synonyms_canonical", "canonical"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    show_id: Mapped[str | None] = mapped_column(ForeignKey("shows.id"))
    alias: Mapped[str] = mapped_column(Word)
    canonical: Mapped[str] = mapped_column(Word)
    at: Mapped[datetime]
