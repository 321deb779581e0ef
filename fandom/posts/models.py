"""Moments, comments, the reactions to both, and the history of what was edited."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Computed, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model
from fandom.posts.ranking import ENGAGEMENT_SQL, SCORE_SQL

STATES = "state IN ('published', 'held', 'hidden', 'removed', 'deleted')"
LISTED = text("state = 'published'")
WITH_CLIP = text("state = 'published' AND has_clip")
PLACED = text("state = 'published' AND reveal_key IS NOT NULL")
# Who wrote it goes along, so that lists can leave out the hidden without reading rows.
FOR_LISTS: dict[str, Any] = {"postgresql_where": LISTED, "postgresql_include": ["author_id"]}
# Position.key of core/horizon.py.
REVEAL_KEY_SQL = "(reveal_season::bigint << 41) | (reveal_number::bigint << 27) | reveal_ms::bigint"
REVEAL = "(reveal_season IS NULL) = (reveal_number IS NULL) AND (reveal_season IS NULL) = (reveal_ms IS NULL)"
# What was corrected stays corrected, whoever writes.
FLOOR = "floor_key IS NULL OR (reveal_key IS NOT NULL AND reveal_key >= floor_key)"


class Moment(Model):
    """`version` rises with every change but counts. `reactions` are counts by emoji, kept with the rows they count.

    No `reveal_season` means that it spoils nothing. Its author cannot bring it back before `floor_key`. `deleted` is by
    the author, `removed` by a moderator. `media_ids` are files in the order they are shown; rows of their holders keep
    them. `has_clip`: one of them is a clip that is ready.
    """

    __tablename__ = "moments"
    __table_args__ = (
        CheckConstraint(STATES, name="state"),
        CheckConstraint(REVEAL, name="reveal"),
        CheckConstraint(FLOOR, name="floor"),
        CheckConstraint("reaction_count >= 0 AND comment_count >= 0", name="counts"),
        Index("ix_moments_show_new", "show_id", text("id DESC"), **FOR_LISTS),
        Index("ix_moments_show_hot", "show_id", text("score DESC"), text("id DESC"), **FOR_LISTS),
        Index("ix_moments_show_top", "show_id", text("engagement DESC"), text("id DESC"), postgresql_where=LISTED),
        Index(
            "ix_moments_episode_hot",
            "show_id",
            "season",
            "number",
            text("score DESC"),
            text("id DESC"),
            postgresql_where=LISTED,
        ),
        Index("ix_moments_author_hot", "author_id", text("score DESC"), text("id DESC"), postgresql_where=LISTED),
        Index(
            "ix_moments_episode_new",
            "show_id",
            "season",
            "number",
            text("id DESC"),
            postgresql_where=LISTED,
        ),
        Index(
            "ix_moments_episode_times",
            "show_id",
            "season",
            "number",
            "start_ms",
            "id",
            postgresql_where=LISTED,
            postgresql_include=["author_id", "reveal_key"],
        ),
        Index("ix_moments_show_story", "show_id", "reveal_key", "id", postgresql_where=PLACED),
        Index("ix_moments_new", text("id DESC"), postgresql_where=LISTED),
        Index("ix_moments_author_new", "author_id", text("id DESC")),
        Index("ix_moments_show_clips", "show_id", text("engagement DESC"), text("id DESC"), postgresql_where=WITH_CLIP),
        Index("ix_moments_tags", "tags", postgresql_using="gin", postgresql_where=LISTED),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    season: Mapped[int | None]
    number: Mapped[int | None]
    start_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    caption: Mapped[str]
    caption_html: Mapped[str]
    tags: Mapped[list[str]] = mapped_column(ARRAY(TEXT), default=list)
    media_ids: Mapped[list[str]] = mapped_column(ARRAY(TEXT), default=list, server_default=text("'{}'::text[]"))
    has_clip: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    reveal_season: Mapped[int | None]
    reveal_number: Mapped[int | None]
    reveal_ms: Mapped[int | None]
    reveal_key: Mapped[int | None] = mapped_column(BigInteger, Computed(REVEAL_KEY_SQL, persisted=True))
    floor_key: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(default="published")
    version: Mapped[int] = mapped_column(default=1)
    reactions: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    reaction_count: Mapped[int] = mapped_column(default=0, server_default="0")
    comment_count: Mapped[int] = mapped_column(default=0, server_default="0")
    engagement: Mapped[int | None] = mapped_column(Computed(ENGAGEMENT_SQL, persisted=True))
    score: Mapped[float | None] = mapped_column(Computed(SCORE_SQL, persisted=True))
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]


class MomentEdit(Model):
    """What a moment was before an edit."""

    __tablename__ = "moment_edits"

    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    was: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Comment(Model):
    """`parent_id` is any comment of the same moment. No own reveal position means the moment's. `reactions` are as
    those of a moment.
    """

    __tablename__ = "comments"
    __table_args__ = (
        CheckConstraint(STATES, name="state"),
        CheckConstraint(REVEAL, name="reveal"),
        CheckConstraint(FLOOR, name="floor"),
        CheckConstraint("reaction_count >= 0", name="counts"),
        Index("ix_comments_moment_id_id", "moment_id", "id"),
        Index("ix_comments_parent_id", "parent_id"),
        Index("ix_comments_author_id_id", "author_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id"))
    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("comments.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    body: Mapped[str]
    body_html: Mapped[str]
    at_ms: Mapped[int | None]
    reveal_season: Mapped[int | None]
    reveal_number: Mapped[int | None]
    reveal_ms: Mapped[int | None]
    reveal_key: Mapped[int | None] = mapped_column(BigInteger, Computed(REVEAL_KEY_SQL, persisted=True))
    floor_key: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(default="published")
    version: Mapped[int] = mapped_column(default=1)
    reactions: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    reaction_count: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]


class CommentEdit(Model):
    """What a comment was before an edit."""

    __tablename__ = "comment_edits"

    comment_id: Mapped[str] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    was: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Reaction(Model):
    __tablename__ = "reactions"
    __table_args__ = (Index("ix_reactions_account_id", "account_id"),)

    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    emoji: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class CommentReaction(Model):
    __tablename__ = "comment_reactions"
    __table_args__ = (Index("ix_comment_reactions_account_id", "account_id"),)

    comment_id: Mapped[str] = mapped_column(ForeignKey("comments.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    emoji: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Reveal(Model):
    """Somebody wanted to be shown this moment although they have not got that far: as far on as it lay then, `key`."""

    __tablename__ = "reveals"
    __table_args__ = (Index("ix_reveals_moment_id", "moment_id"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    moment_id: Mapped[str] = mapped_column(ForeignKey("moments.id"), primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
