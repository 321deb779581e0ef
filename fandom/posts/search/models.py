"""The words of published moments and comments as they are searched. Triggers on these keep them."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

# What waits to be put in its place is read through by every search, so that little may wait.
GIN: dict[str, Any] = {"postgresql_using": "gin", "postgresql_with": {"gin_pending_list_limit": 256}}


class MomentWords(Model):
    """`words` are those of the caption (A) and of the tags (B), and each tag as it is written, with # before it.

    The rest decides for whom they are open. Not columns of `moments`: a reaction would write the words again.
    """

    __tablename__ = "moment_words"
    __table_args__ = (
        Index("ix_moment_words_words", "words", **GIN),
        Index("ix_moment_words_show_id_moment_id", "show_id", "moment_id"),
        Index("ix_moment_words_author_id_moment_id", "author_id", "moment_id"),
    )

    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id", ondelete="CASCADE"), primary_key=True)
    show_id: Mapped[str] = mapped_column(Id)
    author_id: Mapped[str] = mapped_column(Id)
    reveal_key: Mapped[int | None] = mapped_column(BigInteger)
    words: Mapped[str] = mapped_column(TSVECTOR)


class CommentWords(Model):
    """No `reveal_key` means that of the moment."""

    __tablename__ = "comment_words"
    __table_args__ = (
        Index("ix_comment_words_words", "words", **GIN),
        Index("ix_comment_words_show_id_comment_id", "show_id", "comment_id"),
        Index("ix_comment_words_author_id_comment_id", "author_id", "comment_id"),
    )

    comment_id: Mapped[str] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)
    moment_id: Mapped[str] = mapped_column(Id)
    show_id: Mapped[str] = mapped_column(Id)
    author_id: Mapped[str] = mapped_column(Id)
    reveal_key: Mapped[int | None] = mapped_column(BigInteger)
    words: Mapped[str] = mapped_column(TSVECTOR)
