"""Imports of watch histories, and shows and episodes found by the ids of other catalogues."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)
EMPTY = sa.text("'{}'::jsonb")
NOTHING = sa.text("'[]'::jsonb")
STATES = "state IN ('sending', 'running', 'done', 'failed')"


def upgrade() -> None:
    for table in ("shows", "episodes"):
        op.create_index(
            f"ix_{table}_external_ids",
            table,
            ["external_ids"],
            unique=False,
            postgresql_using="gin",
            postgresql_ops={"external_ids": "jsonb_path_ops"},
        )
    op.create_table(
        "history_imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("report", postgresql.JSONB(), server_default=EMPTY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("runner", ID, nullable=True),
        sa.Column("leased_until", TIME, nullable=True),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        sa.CheckConstraint(STATES, name=op.f("ck_history_imports_state")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_history_imports_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_imports")),
    )
    op.create_index(
        "uq_history_imports_running",
        "history_imports",
        ["account_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('sending', 'running')"),
    )
    op.create_index("ix_history_imports_account_id_id", "history_imports", ["account_id", sa.text("id DESC")])
    op.create_table(
        "history_titles",
        sa.Column("import_id", ID, nullable=False),
        sa.Column("at", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ids", postgresql.JSONB(), server_default=EMPTY, nullable=False),
        sa.Column("watched", postgresql.JSONB(), server_default=NOTHING, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("show_id", ID, nullable=True),
        sa.Column("was", postgresql.JSONB(), nullable=True),
        sa.Column("now", postgresql.JSONB(), nullable=True),
        sa.Column("back", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("outcome IN ('moved', 'same', 'unmatched')", name=op.f("ck_history_titles_outcome")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["history_imports.id"], name=op.f("fk_history_titles_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "at", name=op.f("pk_history_titles")),
    )


def downgrade() -> None:
    op.drop_table("history_titles")
    op.drop_index("ix_history_imports_account_id_id", table_name="history_imports")
    op.drop_index("uq_history_imports_running", table_name="history_imports")
    op.drop_table("history_imports")
    for table in ("episodes", "shows"):
        op.drop_index(f"ix_{table}_external_ids", table_name=table)
