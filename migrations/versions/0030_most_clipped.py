"""Which seconds of an episode are clipped most. What exists already is counted by the tidying, ten minutes later."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
PLACE = ["show_id", "season", "number"]


def place() -> list[sa.Column[object]]:
    return [
        sa.Column("show_id", ID, nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
    ]


def counted(table: str) -> sa.ForeignKeyConstraint:
    whole = [f"clipped_episodes.{name}" for name in PLACE]
    return sa.ForeignKeyConstraint(PLACE, whole, name=op.f(f"fk_{table}_show_id_season_number"), ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "clipped_episodes",
        *place(),
        sa.Column("length_ms", sa.Integer(), nullable=False),
        sa.CheckConstraint("length_ms > 0", name=op.f("ck_clipped_episodes_length")),
        sa.ForeignKeyConstraint(
            PLACE,
            [f"episodes.{name}" for name in PLACE],
            name=op.f("fk_clipped_episodes_show_id_season_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*PLACE, name=op.f("pk_clipped_episodes")),
    )
    op.create_table(
        "clipped_fans",
        *place(),
        sa.Column("bin", sa.Integer(), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("opens_key", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("bin BETWEEN 0 AND 99", name=op.f("ck_clipped_fans_bin")),
        counted("clipped_fans"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_clipped_fans_account_id")),
        sa.PrimaryKeyConstraint(*PLACE, "bin", "account_id", name=op.f("pk_clipped_fans")),
    )
    op.create_index("ix_clipped_fans_account_id_show_id", "clipped_fans", ["account_id", "show_id"], unique=False)
    op.create_table(
        "clipped_bins",
        *place(),
        sa.Column("bin", sa.Integer(), nullable=False),
        sa.Column("opens_key", sa.BigInteger(), nullable=False),
        sa.Column("fans", sa.Integer(), nullable=False),
        counted("clipped_bins"),
        sa.PrimaryKeyConstraint(*PLACE, "bin", "opens_key", name=op.f("pk_clipped_bins")),
    )


def downgrade() -> None:
    op.drop_table("clipped_bins")
    op.drop_table("clipped_fans")
    op.drop_table("clipped_episodes")
