"""Videos of episodes, and the clips cut from them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)
EPISODE = ["show_id", "season", "number"]


def upgrade() -> None:
    op.create_table(
        "film_sources",
        sa.Column("show_id", ID, nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("stamp", sa.Text(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("tracks", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("probed_at", TIME, nullable=True),
        sa.CheckConstraint("status IN ('waiting', 'ready', 'failed', 'gone')", name=op.f("ck_film_sources_status")),
        sa.CheckConstraint(
            "(status = 'ready') <= (stamp IS NOT NULL AND duration_ms > 0)", name=op.f("ck_film_sources_ready")
        ),
        sa.ForeignKeyConstraint(
            EPISODE,
            [f"episodes.{name}" for name in EPISODE],
            name=op.f("fk_film_sources_show_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(*EPISODE, name=op.f("pk_film_sources")),
    )
    op.create_table(
        "renders",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("show_id", ID, nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("start_ms", sa.Integer(), nullable=False),
        sa.Column("end_ms", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("start_ms >= 0 AND end_ms > start_ms", name=op.f("ck_renders_span")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_renders_file_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_renders")),
        sa.UniqueConstraint("file_id", name=op.f("uq_renders_file_id")),
    )
    op.create_index("ix_renders_episode", "renders", EPISODE, unique=False)


def downgrade() -> None:
    op.drop_table("renders")
    op.drop_table("film_sources")
