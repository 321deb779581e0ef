"""What waits for a fan since their horizon moved."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")


def upgrade() -> None:
    op.create_table(
        "waiting_stretches",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("show_id", ID, nullable=False),
        sa.Column("low", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("read_to", ID, nullable=False),
        sa.Column("newest", ID, nullable=False),
        sa.CheckConstraint("low <= high", name=op.f("ck_waiting_stretches_order")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_waiting_stretches_account_id")),
        sa.ForeignKeyConstraint(["show_id"], ["shows.id"], name=op.f("fk_waiting_stretches_show_id")),
        sa.PrimaryKeyConstraint("account_id", "show_id", "low", name=op.f("pk_waiting_stretches")),
    )


def downgrade() -> None:
    op.drop_table("waiting_stretches")
