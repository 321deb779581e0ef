"""Who has opened, played and followed which moment, for a month; how many, for as long as the moment is there."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
MARKS = "kind IN ('open', 'play', 'quarter', 'half', 'most', 'whole', 'title', 'join')"
COUNTS = "kind IN ('link', 'inside', 'outside', 'play', 'quarter', 'half', 'most', 'whole', 'title', 'join')"


def upgrade() -> None:
    op.create_table(
        "ledger_marks",
        sa.Column("moment_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(MARKS, name=op.f("ck_ledger_marks_kind")),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moments.id"], name=op.f("fk_ledger_marks_moment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("moment_id", "kind", "person", name=op.f("pk_ledger_marks")),
    )
    op.create_index("ix_ledger_marks_person", "ledger_marks", ["person"])
    op.create_index("ix_ledger_marks_day", "ledger_marks", ["day"])
    op.create_table(
        "ledger_counts",
        sa.Column("moment_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint(COUNTS, name=op.f("ck_ledger_counts_kind")),
        sa.CheckConstraint("people > 0", name=op.f("ck_ledger_counts_people")),
        sa.ForeignKeyConstraint(
            ["moment_id"], ["moments.id"], name=op.f("fk_ledger_counts_moment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("moment_id", "day", "kind", name=op.f("pk_ledger_counts")),
    )
    op.create_table(
        "ledger_salts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_ledger_salts")),
    )


def downgrade() -> None:
    op.drop_table("ledger_salts")
    op.drop_table("ledger_counts")
    op.drop_table("ledger_marks")
