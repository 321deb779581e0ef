"""What fans want to be told of, lines that stand for several occasions, and letters with a secret."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)

# An address that several have verified stays with the first.
ONE_EACH = """
UPDATE accounts SET email_verified_at = NULL WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY lower(email) ORDER BY email_verified_at, id) AS place
        FROM accounts WHERE email_verified_at IS NOT NULL
    ) AS verified WHERE place > 1
)
"""
PARTS = """
INSERT INTO notification_parts (account_id, key, line, actor_id, at)
SELECT account_id, key, key, actor_id, at FROM notifications
"""


def upgrade() -> None:
    op.add_column("accounts", sa.Column("language", sa.Text(), nullable=True))
    op.execute(ONE_EACH)
    op.create_index(
        "uq_accounts_email_verified",
        "accounts",
        [sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("email_verified_at IS NOT NULL"),
    )
    op.create_table(
        "email_tokens",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("used_at", TIME, nullable=True),
        sa.CheckConstraint("purpose IN ('verify', 'reset')", name=op.f("ck_email_tokens_purpose")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_email_tokens_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_tokens")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_email_tokens_secret_hash")),
    )
    op.create_index("ix_email_tokens_account_id", "email_tokens", ["account_id"], unique=False)
    op.create_index("ix_email_tokens_email_lower", "email_tokens", [sa.literal_column("lower(email)")], unique=False)
    op.add_column("notifications", sa.Column("web", sa.Boolean(), server_default="true", nullable=False))
    op.create_table(
        "notification_parts",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("actor_id", ID, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notification_parts_account_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["accounts.id"], name=op.f("fk_notification_parts_actor_id")),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_notification_parts")),
    )
    op.create_index("ix_notification_parts_line", "notification_parts", ["account_id", "line", "at"], unique=False)
    op.execute(PARTS)
    op.create_table(
        "notification_settings",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("choices", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notification_settings_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_notification_settings")),
    )
    op.create_index(
        "ix_notification_settings_digest",
        "notification_settings",
        ["account_id"],
        unique=False,
        postgresql_where=sa.text("digest"),
    )
    op.create_table(
        "digests",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_digests_account_id")),
        sa.PrimaryKeyConstraint("account_id", "slot", name=op.f("pk_digests")),
    )


def downgrade() -> None:
    for table in ("digests", "notification_settings", "notification_parts", "email_tokens"):
        op.drop_table(table)
    op.drop_column("notifications", "web")
    op.drop_index("uq_accounts_email_verified", table_name="accounts")
    op.drop_column("accounts", "language")
