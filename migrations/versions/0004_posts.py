"""Moments, comments and reactions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moments",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("author_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("season", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("start_ms", sa.Integer(), nullable=True),
        sa.Column("end_ms", sa.Integer(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("caption_html", sa.Text(), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("reveal_season", sa.Integer(), nullable=True),
        sa.Column("reveal_number", sa.Integer(), nullable=True),
        sa.Column("reveal_ms", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "reactions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'::jsonb"), nullable=False
        ),
        sa.Column("reaction_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("comment_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('published', 'held', 'hidden', 'removed', 'deleted')", name=op.f("ck_moments_state")
        ),
        sa.CheckConstraint(
            "(reveal_season IS NULL) = (reveal_number IS NULL) AND (reveal_season IS NULL) = (reveal_ms IS NULL)",
            name=op.f("ck_moments_reveal"),
        ),
        sa.CheckConstraint("reaction_count >= 0 AND comment_count >= 0", name=op.f("ck_moments_counts")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_moments_author_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_moments_show_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moments")),
    )
    op.create_index("ix_moments_author_new", "moments", ["author_id", sa.literal_column("id DESC")], unique=False)
    op.create_index(
        "ix_moments_episode_new",
        "moments",
        ["show_id", "season", "number", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_moments_new",
        "moments",
        [sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_moments_show_new",
        "moments",
        ["show_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_moments_tags",
        "moments",
        ["tags"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("moment_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("parent_id", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("author_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=True),
        sa.Column("reveal_season", sa.Integer(), nullable=True),
        sa.Column("reveal_number", sa.Integer(), nullable=True),
        sa.Column("reveal_ms", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('published', 'held', 'hidden', 'removed', 'deleted')", name=op.f("ck_comments_state")
        ),
        sa.CheckConstraint(
            "(reveal_season IS NULL) = (reveal_number IS NULL) AND (reveal_season IS NULL) = (reveal_ms IS NULL)",
            name=op.f("ck_comments_reveal"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_comments_author_id")),
        sa.ForeignKeyConstraint(["moment_id"], ["moments.id"], name=op.f("fk_comments_moment_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["comments.id"], name=op.f("fk_comments_parent_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_comments_show_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index("ix_comments_author_id_id", "comments", ["author_id", "id"], unique=False)
    op.create_index("ix_comments_moment_id_id", "comments", ["moment_id", "id"], unique=False)
    op.create_index("ix_comments_parent_id", "comments", ["parent_id"], unique=False)
    op.create_table(
        "moment_edits",
        sa.Column("moment_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("was", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["moment_id"], ["moments.id"], name=op.f("fk_moment_edits_moment_id")),
        sa.PrimaryKeyConstraint("moment_id", "version", name=op.f("pk_moment_edits")),
    )
    op.create_table(
        "reactions",
        sa.Column("moment_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("account_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("emoji", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_reactions_account_id")),
        sa.ForeignKeyConstraint(["moment_id"], ["moments.id"], name=op.f("fk_reactions_moment_id")),
        sa.PrimaryKeyConstraint("moment_id", "account_id", "emoji", name=op.f("pk_reactions")),
    )
    op.create_index("ix_reactions_account_id", "reactions", ["account_id"], unique=False)
    op.create_table(
        "comment_edits",
        sa.Column("comment_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("was", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_edits_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", "version", name=op.f("pk_comment_edits")),
    )


def downgrade() -> None:
    op.drop_table("comment_edits")
    op.drop_index("ix_reactions_account_id", table_name="reactions")
    op.drop_table("reactions")
    op.drop_table("moment_edits")
    op.drop_index("ix_comments_parent_id", table_name="comments")
    op.drop_index("ix_comments_moment_id_id", table_name="comments")
    op.drop_index("ix_comments_author_id_id", table_name="comments")
    op.drop_table("comments")
    op.drop_index(
        "ix_moments_tags", table_name="moments", postgresql_using="gin", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index("ix_moments_show_new", table_name="moments", postgresql_where=sa.text("state = 'published'"))
    op.drop_index("ix_moments_new", table_name="moments", postgresql_where=sa.text("state = 'published'"))
    op.drop_index("ix_moments_episode_new", table_name="moments", postgresql_where=sa.text("state = 'published'"))
    op.drop_index("ix_moments_author_new", table_name="moments")
    op.drop_table("moments")
