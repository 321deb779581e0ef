"""Libraries that are imported, posters and stills."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
EMPTY = sa.text("'{}'::jsonb")
NOTHING = sa.text("'[]'::jsonb")


def upgrade() -> None:
    op.add_column("shows", sa.Column("poster_id", ID, nullable=True))
    op.add_column("shows", sa.Column("cover_id", ID, nullable=True))
    op.add_column("episodes", sa.Column("still_id", ID, nullable=True))
    op.add_column("episodes", sa.Column("imported", postgresql.JSONB(), server_default=EMPTY, nullable=False))
    op.create_table(
        "library_imports",
        sa.Column("id", ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("plan", postgresql.JSONB(), server_default=NOTHING, nullable=False),
        sa.Column("pictures", postgresql.JSONB(), server_default=NOTHING, nullable=False),
        sa.Column("show_id", ID, nullable=True),
        sa.Column("report", postgresql.JSONB(), server_default=EMPTY, nullable=False),
        sa.Column("by", ID, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("runner", ID, nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('running', 'done', 'stopped', 'failed')", name=op.f("ck_library_imports_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_imports")),
    )
    op.create_index(
        "uq_library_imports_running",
        "library_imports",
        ["path"],
        unique=True,
        postgresql_where=sa.text("state = 'running'"),
    )


def downgrade() -> None:
    op.drop_index("uq_library_imports_running", table_name="library_imports")
    op.drop_table("library_imports")
    op.drop_column("episodes", "imported")
    op.drop_column("episodes", "still_id")
    op.drop_column("shows", "cover_id")
    op.drop_column("shows", "poster_id")
