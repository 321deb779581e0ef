"""An episode's moments in the order of its minutes, with all that says for whom they are open."""

from alembic import op
from sqlalchemy import text

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_moments_episode_times",
        "moments",
        ["show_id", "season", "number", "start_ms", "id"],
        postgresql_where=text("state = 'published'"),
        postgresql_include=["author_id", "reveal_key"],
    )


def downgrade() -> None:
    op.drop_index("ix_moments_episode_times", table_name="moments")
