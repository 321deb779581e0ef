"""Positions as one number, what everybody has reached, and what somebody wanted to be shown anyway."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)
KEY = "(reveal_season::bigint << 41) | (reveal_number::bigint << 27) | reveal_ms::bigint"


def upgrade() -> None:
    for table in ("moments", "comments"):
        op.add_column(table, sa.Column("reveal_key", sa.BigInteger(), sa.Computed(KEY, persisted=True), nullable=True))
    op.create_index(
        "ix_moments_show_story",
        "moments",
        ["show_id", "reveal_key", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'published' AND reveal_key IS NOT NULL"),
    )
    op.add_column(
        "shows",
        sa.Column("public_reached", postgresql.INT8MULTIRANGE(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.create_table(
        "reveals",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("moment_id", ID, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_reveals_account_id")),
        sa.ForeignKeyConstraint(["moment_id"], ["moments.id"], name=op.f("fk_reveals_moment_id")),
        sa.PrimaryKeyConstraint("account_id", "moment_id", name=op.f("pk_reveals")),
    )
    op.create_index(op.f("ix_reveals_moment_id"), "reveals", ["moment_id"], unique=False)


def downgrade() -> None:
    op.drop_table("reveals")
    op.drop_column("shows", "public_reached")
    op.drop_index("ix_moments_show_story", table_name="moments")
    for table in ("comments", "moments"):
        op.drop_column(table, "reveal_key")
