"""What a show's people say of themselves, and what they allow."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WORDS = ("rules", "rules_html", "welcome", "welcome_html")


def upgrade() -> None:
    for name in WORDS:
        op.add_column("shows", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column(
        "shows", sa.Column("rights", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False)
    )


def downgrade() -> None:
    for name in ("rights", *reversed(WORDS)):
        op.drop_column("shows", name)
