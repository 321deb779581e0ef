"""Films that can be watched, through files whose bytes lie where an operator keeps them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
EPISODE = ["show_id", "season", "number"]
KIND = "ck_files_kind"


def upgrade() -> None:
    op.add_column("files", sa.Column("path", sa.Text(), nullable=True))
    op.drop_constraint(op.f(KIND), "files")
    op.create_check_constraint(op.f(KIND), "files", "kind IN ('image', 'clip', 'film')")
    # What was looked at before says too little of itself: it is looked at again within ten minutes.
    op.execute("UPDATE film_sources SET status = 'gone', stamp = '' WHERE status = 'ready'")
    op.create_table(
        "films",
        sa.Column("show_id", ID, nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("playable", sa.Boolean(), nullable=False),
        sa.Column("sprite", postgresql.JSONB(), nullable=True),
        sa.Column("subtitles", postgresql.JSONB(), server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("cuts_ms", postgresql.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("browsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            EPISODE,
            [f"film_sources.{name}" for name in EPISODE],
            name=op.f("fk_films_show_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_films_file_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*EPISODE, name=op.f("pk_films")),
        sa.UniqueConstraint("file_id", name=op.f("uq_films_file_id")),
    )


def downgrade() -> None:
    op.drop_table("films")
    op.execute("DELETE FROM holders WHERE holder_kind = 'film'")
    op.execute("DELETE FROM files WHERE kind = 'film'")
    op.drop_constraint(op.f(KIND), "files")
    op.create_check_constraint(op.f(KIND), "files", "kind IN ('image', 'clip')")
    op.drop_column("files", "path")
