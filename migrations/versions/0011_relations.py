"""Follows, mutes and blocks."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.String(length=26, collation="C")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("about", sa.Text(), server_default="", nullable=False))
    op.add_column("accounts", sa.Column("shows_reactions", sa.Boolean(), server_default="false", nullable=False))
    op.create_table(
        "follows",
        sa.Column("follower_id", ID, nullable=False),
        sa.Column("followed_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint("follower_id <> followed_id", name=op.f("ck_follows_other")),
        sa.ForeignKeyConstraint(["follower_id"], ["accounts.id"], name=op.f("fk_follows_follower_id")),
        sa.ForeignKeyConstraint(["followed_id"], ["accounts.id"], name=op.f("fk_follows_followed_id")),
        sa.PrimaryKeyConstraint("follower_id", "followed_id", name=op.f("pk_follows")),
    )
    newest = sa.literal_column("id DESC")
    op.create_index("ix_follows_follower_id_id", "follows", ["follower_id", newest], unique=False)
    op.create_index("ix_follows_followed_id_id", "follows", ["followed_id", newest], unique=False)
    op.create_table(
        "blocks",
        sa.Column("blocker_id", ID, nullable=False),
        sa.Column("blocked_id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint("blocker_id <> blocked_id", name=op.f("ck_blocks_other")),
        sa.ForeignKeyConstraint(["blocker_id"], ["accounts.id"], name=op.f("fk_blocks_blocker_id")),
        sa.ForeignKeyConstraint(["blocked_id"], ["accounts.id"], name=op.f("fk_blocks_blocked_id")),
        sa.PrimaryKeyConstraint("blocker_id", "blocked_id", name=op.f("pk_blocks")),
    )
    op.create_index("ix_blocks_blocked_id", "blocks", ["blocked_id"], unique=False)
    op.create_table(
        "mutes",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("until", TIME, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.CheckConstraint("kind IN ('account', 'word', 'tag', 'show')", name=op.f("ck_mutes_kind")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_mutes_account_id")),
        sa.PrimaryKeyConstraint("account_id", "kind", "value", name=op.f("pk_mutes")),
    )
    op.create_table(
        "hiding_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hiding_changes")),
    )
    op.create_index("ix_hiding_changes_at", "hiding_changes", ["at"], unique=False)


def downgrade() -> None:
    for table in ("hiding_changes", "mutes", "blocks", "follows"):
        op.drop_table(table)
    op.drop_column("accounts", "shows_reactions")
    op.drop_column("accounts", "about")
