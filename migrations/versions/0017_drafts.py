"""What a fan has begun to write."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("account_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("show_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("typed", postgresql.JSONB(), nullable=False),
        sa.Column("media_ids", postgresql.ARRAY(sa.TEXT()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_drafts_account_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_drafts_show_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index("uq_drafts_account_id_show_id", "drafts", ["account_id", "show_id"], unique=True)
    op.create_index("ix_drafts_updated_at", "drafts", ["updated_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_drafts_updated_at", table_name="drafts")
    op.drop_index("uq_drafts_account_id_show_id", table_name="drafts")
    op.drop_table("drafts")
