"""How a clip was encoded, so that it can be made anew when that changes."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

FIRST = "h264-720p-1"


def upgrade() -> None:
    op.add_column("renders", sa.Column("profile", sa.Text(), server_default=FIRST, nullable=False))
    op.alter_column("renders", "profile", server_default=None)


def downgrade() -> None:
    op.drop_column("renders", "profile")
