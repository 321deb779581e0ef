"""Videos that fans send in pieces, and what is made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", ID, nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("file_id", ID, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.CheckConstraint("length > 0", name=op.f("ck_transfers_length")),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_transfers_owner_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_transfers_file_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_index("ix_transfers_owner_id", "transfers", ["owner_id"], unique=False)
    op.create_index("ix_transfers_expires_at", "transfers", ["expires_at"], unique=False)
    op.create_index("ix_transfers_file_id", "transfers", ["file_id"], unique=False)
    op.create_table(
        "conversions",
        sa.Column("file_id", ID, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_conversions_file_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_conversions")),
    )


def downgrade() -> None:
    op.drop_table("conversions")
    op.drop_table("transfers")
