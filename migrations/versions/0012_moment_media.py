"""Pictures of moments, and reactions on comments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "moments",
        sa.Column("media_ids", postgresql.ARRAY(sa.TEXT()), server_default=sa.text("'{}'::text[]"), nullable=False),
    )
    op.add_column(
        "comments",
        sa.Column("reactions", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    op.add_column("comments", sa.Column("reaction_count", sa.Integer(), server_default="0", nullable=False))
    op.create_check_constraint(op.f("ck_comments_counts"), "comments", "reaction_count >= 0")
    op.create_table(
        "comment_reactions",
        sa.Column("comment_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("account_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("emoji", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_comment_reactions_account_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_reactions_comment_id")),
        sa.PrimaryKeyConstraint("comment_id", "account_id", "emoji", name=op.f("pk_comment_reactions")),
    )
    op.create_index("ix_comment_reactions_account_id", "comment_reactions", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_comment_reactions_account_id", table_name="comment_reactions")
    op.drop_table("comment_reactions")
    op.drop_constraint(op.f("ck_comments_counts"), "comments")
    op.drop_column("comments", "reaction_count")
    op.drop_column("comments", "reactions")
    op.drop_column("moments", "media_ids")
