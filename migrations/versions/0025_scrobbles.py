"""Secret addresses for media servers, what came to them, and when fans last said themselves how far they are."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)
OUTCOMES = "outcome IN ('moved', 'same', 'unmatched', 'old', 'early', 'elsewhere', 'unclear', 'other')"


def upgrade() -> None:
    op.add_column("progress", sa.Column("set_at", TIME, nullable=True))
    op.create_table(
        "hooks",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("only_user", sa.Text(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.Column("unmatched", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_hooks_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_hooks")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_hooks_secret_hash")),
    )
    op.create_table(
        "hook_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("player", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("show_id", ID, nullable=True),
        sa.Column("season", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("position_ms", sa.Integer(), nullable=True),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_hook_events_outcome")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["hooks.account_id"], name=op.f("fk_hook_events_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook_events")),
    )
    op.create_index("uq_hook_events_account_id_digest", "hook_events", ["account_id", "digest"], unique=True)
    op.create_index("ix_hook_events_account_id_id", "hook_events", ["account_id", sa.text("id DESC")])


def downgrade() -> None:
    op.drop_index("uq_hook_events_account_id_digest", table_name="hook_events")
    op.drop_index("ix_hook_events_account_id_id", table_name="hook_events")
    op.drop_table("hook_events")
    op.drop_table("hooks")
    op.drop_column("progress", "set_at")
