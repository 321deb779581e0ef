"""Files, and the rows that keep them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UNHELD = sa.text("unheld_since IS NOT NULL")
PROCESSING = sa.text("status = 'processing'")


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("owner_id", sa.String(length=26, collation="C"), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("variants", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unheld_since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('image', 'clip')", name=op.f("ck_files_kind")),
        sa.CheckConstraint("status IN ('processing', 'ready', 'failed')", name=op.f("ck_files_status")),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_files_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index("ix_files_owner_unheld", "files", ["owner_id", "id"], postgresql_where=UNHELD)
    op.create_index("ix_files_unheld_since", "files", ["unheld_since"], postgresql_where=UNHELD)
    op.create_index("ix_files_processing", "files", ["touched_at"], postgresql_where=PROCESSING)
    op.create_table(
        "holders",
        sa.Column("file_id", sa.String(length=26, collation="C"), nullable=False),
        sa.Column("holder_kind", sa.Text(), nullable=False),
        sa.Column("holder_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_holders_file_id")),
        sa.PrimaryKeyConstraint("file_id", "holder_kind", "holder_id", name=op.f("pk_holders")),
    )
    op.create_index("ix_holders_kind_id", "holders", ["holder_kind", "holder_id"])
    op.add_column("accounts", sa.Column("avatar_id", sa.String(length=26, collation="C"), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "avatar_id")
    op.drop_index("ix_holders_kind_id", "holders")
    op.drop_table("holders")
    op.drop_index("ix_files_processing", "files")
    op.drop_index("ix_files_unheld_since", "files")
    op.drop_index("ix_files_owner_unheld", "files")
    op.drop_table("files")
