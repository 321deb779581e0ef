"""Exports of one's own data, and accounts that were deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.CheckConstraint("state IN ('making', 'ready', 'failed')", name=op.f("ck_exports_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_exports_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(
        "uq_exports_making", "exports", ["account_id"], unique=True, postgresql_where=sa.text("state = 'making'")
    )
    op.create_index("ix_exports_account_id_id", "exports", ["account_id", sa.literal_column("id DESC")], unique=False)
    op.create_index("ix_exports_expires_at", "exports", ["expires_at"], unique=False)
    op.create_table(
        "erasures",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("again_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_erasures_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_erasures")),
    )
    op.create_table(
        "retired_handles",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_retired_handles")),
    )


def downgrade() -> None:
    op.drop_table("retired_handles")
    op.drop_table("erasures")
    op.drop_index("ix_exports_expires_at", table_name="exports")
    op.drop_index("ix_exports_account_id_id", table_name="exports")
    op.drop_index("uq_exports_making", table_name="exports", postgresql_where=sa.text("state = 'making'"))
    op.drop_table("exports")
