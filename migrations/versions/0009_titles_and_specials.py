"""Titles to search and sort by, what the catalogue last said, and progress in specials alone."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None

MODES = "mode IN ('at', 'none', 'all', 'open', 'unsaid')"
MODES_BEFORE = "mode IN ('at', 'none', 'all', 'open')"
CHECK = "ck_progress_mode"


def upgrade() -> None:
    op.add_column("shows", sa.Column("folded_title", sa.Text(collation="C"), server_default="", nullable=False))
    op.add_column(
        "shows",
        sa.Column("imported", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
    )
    _fold_what_is_there()
    op.create_index("ix_shows_folded_title_slug", "shows", ["folded_title", "slug"])
    op.drop_constraint(op.f(CHECK), "progress")
    op.create_check_constraint(op.f(CHECK), "progress", MODES)


def downgrade() -> None:
    op.execute("UPDATE progress SET mode = 'none' WHERE mode = 'unsaid'")
    op.drop_constraint(op.f(CHECK), "progress")
    op.create_check_constraint(op.f(CHECK), "progress", MODES_BEFORE)
    op.drop_index("ix_shows_folded_title_slug", "shows")
    op.drop_column("shows", "imported")
    op.drop_column("shows", "folded_title")


def _fold_what_is_there() -> None:
    connection = op.get_bind()
    shows = sa.table("shows", sa.column("id", sa.Text), sa.column("title", sa.Text), sa.column("folded_title", sa.Text))
    for show_id, title in connection.execute(sa.select(shows.c.id, shows.c.title)).all():
        connection.execute(shows.update().where(shows.c.id == show_id).values(folded_title=_folded(title)))


def _folded(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", bare).strip()
